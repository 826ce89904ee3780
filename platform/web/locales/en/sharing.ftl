# Sharing rules as sentences. $of is the name of the circle or organisation whose rule it is.

web-sharing-circle-at-most = Nothing that is shared in { $of } may be carried farther than { $chosen }.
web-sharing-circle-not-older = { $n ->
    [one] Nothing older than one day is shared in { $of }.
   *[other] Nothing older than { $n } days is shared in { $of }.
}
web-sharing-circle-not-connected = What is shared in { $of } does not go to connected communities.
web-sharing-circle-member-kinds = Only organisations of these kinds may be members of { $of }: { $chosen }.
web-sharing-circle-member-sectors = Only organisations of these sectors may be members of { $of }: { $chosen }.
web-sharing-circle-member-countries = Only organisations of these countries may be members of { $of }: { $chosen }.
web-sharing-organisation-at-most = { $of } shares nothing that may be carried farther than { $chosen }.
web-sharing-organisation-not-older = { $n ->
    [one] { $of } shares nothing older than one day.
   *[other] { $of } shares nothing older than { $n } days.
}
web-sharing-organisation-not-connected = What { $of } shares does not go to connected communities.
web-sharing-organisation-never-receives = { $of } never receives what organisations of these sectors share: { $chosen }.
web-sharing-organisation-never-gives-sectors = What { $of } shares never reaches organisations of these sectors: { $chosen }.
web-sharing-organisation-never-gives-countries = What { $of } shares never reaches organisations of these countries: { $chosen }.
web-sharing-line = { $rule } By this path: { $path }.
