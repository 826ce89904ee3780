# La plateforme elle-même, pour qui l’administre.

members-platform-title = Plateforme
members-platform-lead = L’état de la plateforme, les comptes, le travail de fond. Aucun contenu n’est montré ici : ce rôle n’en donne pas la vue.
members-platform-health = État
members-platform-people = Personnes
members-platform-jobs = Travaux
members-platform-settings = Réglages
members-platform-ledger = Journal
members-platform-organisations = Organisations
members-platform-factors = Seconds facteurs

members-platform-well = Tout est en ordre
members-platform-unwell = Un point demande votre attention
members-platform-unwell-why = Ce qui est marqué ci-dessous sort de ses limites.
members-platform-version = Belfry
members-platform-database = Base de données
members-platform-size = Taille de la base
members-platform-files = Fichiers sur disque
members-platform-steps = Étapes des tables
members-platform-accounts = Comptes qui peuvent se connecter
members-platform-jobs-waiting = Travaux
members-platform-jobs-both = { $waiting } en attente, { $running } en cours
members-platform-jobs-late = Un travail attend depuis plus de cinq minutes : un exécutant fonctionne-t-il ?
members-platform-jobs-failed = Travaux échoués
members-platform-jobs-failed-note = Voir sous Travaux ; ils peuvent être relancés.
members-platform-ledger-sealed = Entrées scellées du journal
members-platform-ledger-lag = Plus ancienne entrée en attente de scellement
members-platform-seal-none = Aucune en attente
members-platform-seal-late = Une transaction reste ouverte depuis longtemps, ou rien ne scelle.

members-platform-people-text = Nom ou adresse
members-platform-people-none = Personne ne correspond
members-platform-people-none-why = Prenez d’autres mots, ou un autre état.
members-platform-state = État
members-platform-state-active = Actif
members-platform-state-invited = Invité
members-platform-state-disabled = Suspendu
members-platform-state-asked = Demande son effacement
members-platform-sessions = Sessions
members-platform-person-hint = Chaque acte est inscrit au journal sous votre compte.
members-platform-suspend = Suspendre
members-platform-suspended = Le compte est suspendu : personne ne peut plus s’en servir.
members-platform-resume = Rouvrir
members-platform-resumed = Le compte est rouvert ; sessions et clés restent closes.
members-platform-end-sessions = Clore toutes les sessions
members-platform-make-link = Créer un lien vers un nouveau mot de passe
members-platform-erase = Effacer…
members-platform-erase-by = Réponse due le { $date } au plus tard (RGPD, article 12, paragraphe 3).
members-platform-erase-title = Effacer { $name }
members-platform-erase-last = C’est irréversible
members-platform-erase-do = Effacer définitivement
members-platform-erased = C’est fait. Ce qui est conservé figure sous « { $name } ».

members-platform-job = Travail
members-platform-job-tries = Essais
members-platform-job-asked = Demandé
members-platform-job-retry = Relancer
members-platform-job-stop = Annuler
members-platform-job-again = Le travail attend son prochain essai.
members-platform-job-stopped = Le travail a été annulé.
members-platform-job-waiting = En attente
members-platform-job-running = En cours
members-platform-job-done = Terminé
members-platform-job-failed = Échoué
members-platform-job-cancelled = Annulé
members-platform-jobs-none = Aucun travail
members-platform-jobs-none-why = Imports, courriels et avis sont des travaux ; ceux qui sont finis restent un temps.
members-platform-error-unknown = Cette version ne connaît pas ce travail.
members-platform-error-mail = Le courriel n’a pas pu être envoyé.
members-platform-error-database = La base de données était occupée ou absente.
members-platform-error-owner = Son auteur en connaît la raison.

members-platform-settings-hint = Chaque modification est inscrite au journal.
members-platform-settings-fixed = Issus de la configuration
members-platform-settings-fixed-hint = Se modifient dans le fichier ou l’environnement du programme ; les secrets ne sont pas montrés.
members-platform-keep-jobs = Conserver les travaux finis (jours)
members-platform-keep-jobs-hint = Leurs résultats restent consultables d’autant.
members-platform-keep-notices = Conserver les avis lus (jours)
members-platform-keep-notices-hint = Les avis non lus restent.
members-platform-keep-range = Saisissez un nombre de { $least } à { $most }.
members-platform-save = Enregistrer
members-platform-saved = Les réglages ont été enregistrés.
members-platform-yes = Oui
members-platform-no = Non
members-platform-address = Adresse
members-platform-tls = Derrière HTTPS
members-platform-upload = Envoi maximal

members-platform-ledger-chain = La chaîne
members-platform-ledger-hint = Chaque entrée contient l’empreinte de la précédente. Les entrées portent des numéros de personnes et de contenus, jamais de noms.
members-platform-ledger-verify = Vérifier la chaîne
members-platform-ledger-asked = La vérification se fait en arrière-plan ; son verdict figurera ici.
members-platform-ledger-whole = Vérifié le { $at } : les { $n } entrées scellées concordent.
members-platform-ledger-broken = Vérifié le { $at } : l’entrée { $n } ne concorde pas. Comparez avec une sauvegarde.
members-platform-ledger-fact = Fait
members-platform-ledger-number = Numéro
members-platform-ledger-at = Quand
members-platform-ledger-actor = Personne (numéro)
members-platform-ledger-subject = Contenu (numéro)
members-platform-ledger-from = Depuis le
members-platform-ledger-to = Jusqu’au
members-platform-ledger-none = Aucune entrée
members-platform-ledger-none-why = Rien de tel ne s’est produit sur cette période.
members-platform-ledger-lines = Lignes JSON

members-personal-title = Vos données
members-personal-copy = Tout ce qui vous concerne
members-personal-copy-hint = Une archive avec un fichier JSON par partie. Elle est préparée en arrière-plan et conservée une semaine.
members-personal-copy-do = Préparer une copie
members-personal-copy-asked = Votre copie se prépare ; rechargez cette page dans un instant.
members-personal-copy-take = Télécharger
members-personal-file = Tout sur moi
members-personal-erase = Être effacé
members-personal-goes = Nom, adresse, mot de passe, seconds facteurs, sessions, clés, liens, vues, souhaits et avis disparaissent aussitôt et partout. Personne ne peut plus se connecter avec ce compte.
members-personal-kept = Ce qui est conservé, et pourquoi
members-personal-kept-hint = Ce qui suit reste, sous un pseudonyme qui ne ramène à personne sauf mention contraire :
members-personal-kept-none = Rien n’est conservé.
members-personal-erase-now = M’effacer maintenant
members-personal-erase-sure = Vous effacer ?
members-personal-erase-ask = Demander mon effacement
members-personal-asked = Un administrateur répondra à votre demande dans le mois.
members-personal-waits = Votre demande attend un administrateur
members-personal-withdraw = Retirer la demande
members-personal-withdrawn = La demande a été retirée.
members-personal-erased = Vous avez été effacé. Merci d’avoir été des nôtres.
members-personal-contacts = { $n ->
    [one] { $n } point de contact dans la fiche de votre organisation
   *[other] { $n } points de contact dans la fiche de votre organisation
}
members-personal-contacts-why = Votre nom y reste jusqu’à ce que l’organisation en désigne un autre : elle doit indiquer qui appeler (SRI 2, article 3, paragraphe 4, et article 27, paragraphe 2). Adressez-vous à qui tient la fiche.
members-due-erasure = Répondre à une demande d’effacement (RGPD, article 12, paragraphe 3 : dans le mois)
members-personal-ledger = { $n ->
    [one] { $n } entrée du journal
   *[other] { $n } entrées du journal
}
members-personal-ledger-why = Le journal prouve ce qui s’est passé et ne fait que croître. Il contient un numéro pour vous, et aucun nom.
members-personal-sessions = { $n ->
    [one] { $n } session
   *[other] { $n } sessions
}
members-personal-keys = { $n ->
    [one] { $n } clé d’API
   *[other] { $n } clés d’API
}
members-place-platform = Plateforme : état
members-place-platform-people = Plateforme : personnes
members-place-platform-jobs = Plateforme : travaux
members-place-platform-ledger = Plateforme : journal
members-place-data = Vos données : copie, effacement
