# Organisations as the platform's administrator looks after them.

members-platform-need = What is missing
members-platform-need-administrator = Nobody administers it
members-platform-need-people = Nobody is there
members-platform-need-answer = Somebody waits to be let in
members-platform-administrators = Administrators
members-platform-waiting = Ask to join
members-platform-seen = Last seen
members-platform-nobody = Nobody
members-platform-organisations-none = No organisation fits
members-platform-organisations-none-why = Take other words, or leave out what is missing.
members-place-platform-organisations = Platform: organisations
