# Ways to the ticket system of an authority.

incidents-channel-title = Ticket system
incidents-channel-lead = What is notified to your organisation goes to its ticket system too: as a signed webhook, or as an encrypted mail.
incidents-channel-list = Where it goes
incidents-channel-none = Nothing goes anywhere yet
incidents-channel-none-why = Your inbox here is enough. Who works in a ticket system such as RT adds it below, and finds there what your organisation may read.
incidents-channel-kind = Way
incidents-channel-kind-missing = Choose a way.
incidents-channel-kind-webhook = Webhook
incidents-channel-kind-hint-webhook = JSON by HTTPS, signed by a secret that you are shown once.
incidents-channel-kind-mail = Encrypted mail
incidents-channel-kind-hint-mail = OpenPGP, for mail queues such as those of RT and RTIR. Mails about one notification refer to each other.
incidents-channel-address = Address
incidents-channel-address-hint = https://rt.example/belfry, or rt@cert.example.
incidents-channel-address-wrong = Use an address of HTTPS for a webhook, a mail address for mail.
incidents-channel-tag = Subject tag
incidents-channel-tag-hint = Of mails: what RT knows its queue by, such as cert.example. It stands in brackets before the subject.
incidents-channel-tag-wrong = Use at most { $n } characters.
incidents-channel-certificate = OpenPGP certificate
incidents-channel-certificate-hint = Of mails: the public key of the queue, armored.
incidents-channel-key-too-long = The certificate is too long. Export it without the signatures of others.
incidents-channel-key-secret = This is a secret key. Paste the public one, and consider this one known.
incidents-channel-key-unreadable = This is no armored OpenPGP public key.
incidents-channel-key-forged = A signature in the certificate does not fit. Export it anew.
incidents-channel-key-revoked = The key is revoked. Use the one that came after it.
incidents-channel-key-no-use = The certificate has no living key to encrypt to. Add a subkey for encryption, or extend the one it has.
incidents-channel-add = Add a way
incidents-channel-add-do = Add
incidents-channel-added = It is added. Send a test.
incidents-channel-secret = The secret of the webhook
incidents-channel-secret-why = It is shown this once. Belfry-Signature is t=SECONDS,v1=HEX, where HEX is HMAC-SHA256 of the seconds, a dot and the body.
incidents-channel-test = Send a test
incidents-channel-tested = It is on its way; the list below says how it went.
incidents-channel-test-subject = Test of Belfry
incidents-channel-test-text = The way is open: what is notified to your organisation arrives here.
incidents-channel-end = Remove
incidents-channel-ended = Nothing goes there any more.
incidents-channel-went = What went
incidents-channel-what = What
incidents-channel-what-submitted = Step submitted
incidents-channel-what-received = Notification received
incidents-channel-what-handled = Incident handled
incidents-channel-what-closed = Notification closed
incidents-channel-what-test = Test
incidents-channel-state = State
incidents-channel-state-waiting = Under way
incidents-channel-state-delivered = Delivered
incidents-channel-state-failed = Failed
incidents-channel-when = When
incidents-channel-tries = { $n ->
    [one] { $n } try
   *[other] { $n } tries
}
incidents-channel-again = Try again
