# Throwing a notification away that nobody received.

incidents-discard-unsent = Nothing of it is sent
incidents-discard-unsent-why = Nobody but your own people sees it. Write its first step to send it; if it is not needed after all, throw it away.
incidents-discard-do = Throw it away
incidents-discard-title = Throw this notification away?
incidents-discard-why = What was begun, what your people said beside it and its deadlines go. The incident stays, and its history says that a notification was thrown away. A duty to notify, where there is one, goes on.
incidents-discard-keep = Throw it away
incidents-discard-done = Notification { $number } is thrown away; nobody had received it.
incidents-discard-sent = Something of it was sent, and what was sent stays.
incidents-fact-notification-discarded = threw away a notification that was never sent
