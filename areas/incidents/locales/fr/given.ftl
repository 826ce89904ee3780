# Un délai qui court à compter de la dernière version d’une étape.
incidents-regime-from-last = à compter du dernier envoi de : { $step }
