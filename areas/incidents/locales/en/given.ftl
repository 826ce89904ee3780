# Packages whose sending was given up.

incidents-handover-state-given-up = Given up
incidents-given-up = It did not arrive, and is tried no more
incidents-given-up-why = Send it again once the other side can be reached, or download the package and hand it over by another way.
incidents-given-ended = The other point of contact is registered here no more.

# A time limit that runs from the newest version of a step.
incidents-regime-from-last = from the last submission of: { $step }
