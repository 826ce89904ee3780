# Many notices as one line that opens.

desk-bundle-open = { $n ->
    [one] Show what happened
   *[other] Show all { $n }
}
desk-bundle-all = Show them one by one
desk-bundle-read = { $n ->
    [one] Mark as read
   *[other] Mark all { $n } as read
}
desk-bundle-each = One by one
desk-bundle-each-what = Lines
desk-bundle-together = Together
desk-bundle-count = Newest first
desk-bundle-today = Today
desk-bundle-week = In the last seven days
desk-bundle-earlier = Earlier
