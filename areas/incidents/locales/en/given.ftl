# A time limit that runs from the newest version of a step.
incidents-regime-from-last = from the last submission of: { $step }
