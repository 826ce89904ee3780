# Where one can go in this area, for the line that leads anywhere.

members-place-organisations = Organisations
members-place-organisation-new = Enter an organisation
members-place-circles = Trust circles
members-place-circle-new = Found a trust circle
members-place-roles = What each role is for
members-place-me = Your settings
members-place-password = Change your password
members-place-sessions = Your sessions
members-place-keys = Your API keys
members-place-notifications = What you are told
members-place-views = Your saved views
