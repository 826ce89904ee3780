# De quoi l’on veut être informé, et comment.

members-me-wish-reminder = Une échéance approche
members-me-wish-reminder-hint = Les rappels de ce que vous, votre organisation ou vos cercles avez à faire. Par courriel sauf avis contraire : une échéance n’attend pas que vous vous connectiez.
members-me-wish-mention = Quelqu’un me nomme dans une remarque
members-me-wish-mention-hint = Avec @ et mon nom, là où je peux voir ce qui est dit.
members-me-wish-announcement = La coordination annonce quelque chose
members-me-wish-announcement-hint = À tous, aux organisations de notre type, ou à l’un de nos cercles.
members-me-calendar = Calendrier
members-me-wish-registration = Enregistrements
members-me-wish-registration-hint = Une entité soumet, répond ou signale des changements à l'autorité pour laquelle je contrôle ; ou l'autorité de mon organisation pose une question ou décide.
