# Synthèses de ce qui a été notifié, parmi les sortes de fiches.

desk-kind-incidents-summary = Synthèse
