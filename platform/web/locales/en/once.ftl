# What was sent twice

web-once-again = This was sent twice; it was done once.
