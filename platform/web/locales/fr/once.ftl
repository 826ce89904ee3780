# Ce qui a été envoyé deux fois

web-once-again = L’envoi est arrivé deux fois ; il a été exécuté une seule fois.
