# Se connecter par un autre service.

members-with-go = Se connecter avec { $place }
members-with-failed = L'autre service ne s'est pas porté garant de vous, ou sa réponse est arrivée trop tard. Réessayez, ou connectez-vous avec votre mot de passe.
members-with-tied-elsewhere = Ce compte est déjà lié à quelqu'un et ne peut pas l'être une seconde fois.
members-with-tied = Le compte est lié. Vous pouvez désormais vous connecter avec lui.
members-with-untied = Le compte n'est plus lié.
members-with-unknown = Personne ici n'est lié à ce compte
members-with-unknown-why = { $place } vous connaît, mais personne dans cette communauté n'a lié votre compte de ce service au sien. Si vous avez un compte ici, connectez-vous d'abord avec votre mot de passe et liez les deux à la page « Connexion et sécurité ».
members-with-asked = Votre organisation a été priée de vous admettre. Vous recevrez la réponse par courriel.
members-with-about = Venu par { $place }.
members-with-tie = Lier un compte de { $place }
members-with-tie-why = Vous allez chez { $place } et y prouvez votre identité. Ce compte vous connectera ensuite ici aussi ; votre second facteur reste demandé.
members-with-tie-go = Aller chez { $place }
members-with-title = Comptes d'autres services
members-with-hint = Un autre service peut se porter garant de vous à la connexion. Les deux identités sont prouvées une fois : ici par ce que vous venez de présenter, et là-bas.
members-with-untie = Délier
members-with-since = Lié
