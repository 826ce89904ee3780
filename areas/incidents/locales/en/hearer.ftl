# Who hears what is said beside a notification.

incidents-hearers-own = Your own people, also after it is sent
incidents-hearers-whole = { $who }, who read all answers
incidents-hearers-some = { $who }
incidents-hearers-all = { $who }, everybody who receives it
