# Who hears what is said beside a notification.

incidents-hearers-own = Your own people, also after it is sent
incidents-hearers-whole = Those who read all answers: { $who }
incidents-hearers-some = { $who }
incidents-hearers-all = Everybody who receives it: { $who }
