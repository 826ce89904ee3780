# Open links.

surveys-unit-link = Anybody with the link
surveys-unit-hint-link = For people without an account, such as students: they get an address and answer once. How many could answer is not known.
surveys-promise-link-named = Whoever asks sees what you write here, your name too where you give it, and may show it to those who see the results. Nothing else is kept of you: no account, no address of your device, no time, no order.
surveys-promise-link-confidential = Whoever asks sees what you write here, your name too where you give it, and nobody else does. Others see figures only, none of which is of few. Nothing else is kept of you: no account, no address of your device, no time, no order.
surveys-promise-link-anonymous = Nobody learns which answers are yours. Answers are kept under random numbers, without name, address of your device, time or order; so there is no draft, and what is sent cannot be changed. To hold back floods, the program remembers for some minutes, and in its memory only, from which networks much is sent. Do not write into open fields what gives you away.

surveys-population = Of how many
surveys-population-unknown = not known
surveys-link = Open link
surveys-link-hint = Whoever has this address can answer, once each by trust. Hand it out only to those whom it is for.
surveys-link-most = Most answers
surveys-link-most-hint = For an open link: when so many have answered, no more are taken.
surveys-link-most-wrong = Choose a number up to { $n }, above the answers that are there.
surveys-link-reaches = Anybody with the link will be asked
surveys-link-reaches-why = The address is shown here once you open the survey. Those whom you give it to need no account.
surveys-link-reach = The community knows of it; whoever has the link answers
surveys-link-opening = It opens at its hour. Hand out the address below.
surveys-link-waiting = It opens at its hour. Until then, the address says when.
surveys-link-left = { $n ->
    [0] No more answers are taken.
    [one] One more answer is taken.
   *[other] { $n } more answers are taken.
  }
surveys-link-none = The address is withdrawn: nobody can answer. You can draw another.
surveys-link-qr = As a picture for cameras
surveys-link-qr-label = The address of the survey
surveys-link-renew-do = Draw another address
surveys-link-renewed = The address is another now. The one before leads nowhere.
surveys-link-revoke-do = Withdraw the address
surveys-link-revoked = The address is withdrawn.
surveys-link-limit-do = Change the number
surveys-link-limited = The number is changed.
surveys-link-full = The survey has its answers
surveys-link-full-why = It takes no more than were asked for. Thank you for coming.
surveys-link-early = The survey is not open yet
surveys-link-early-why = It opens on { $when }. Come back then.
surveys-link-closed = The survey is closed
surveys-link-closed-why = It takes no more answers. Thank you for coming.
surveys-link-done = Thank you. Your answer is handed in.
surveys-link-done-why = You can close this page. There is nothing else to do.
surveys-link-done-anonymous = Nobody knows that it is yours. You can close this page.
surveys-link-flood = Many answers come from your network at the moment. Yours is still on this page: wait a minute and hand it in again.
