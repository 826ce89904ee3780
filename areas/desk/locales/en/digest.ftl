# The digest: one mail at a person's hour.

desk-digest-subject = { $n ->
    [one] Belfry: your digest, one thing
   *[other] Belfry: your digest, { $n } things
}
desk-digest-lead = This is what has changed for you, by trust circle and kind.
desk-digest-circle = A trust circle of yours, whose name stays on the platform
desk-digest-others = Everything else
