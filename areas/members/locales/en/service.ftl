# Service accounts of an organisation.

members-service-title = Service accounts
members-service-link = Service accounts
members-service-lead = Programs that act for { $name } by key, whoever made them may come and go.
members-service-hint = A service account has roles and keys, and no password: nobody signs in with it.
members-service-none = No service account yet
members-service-none-why = A sensor, a script or another platform that fetches or brings data for the whole organisation comes with a key of its own account, not with that of a person.
members-service-new = Make a service account
members-service-name-hint = What the program is, as others see it beside what it writes: “Sensors at the river”.
members-service-do = Make the account
members-service-made = The service account is made. Give it a key.
members-service-change = Keys
members-service-revoke = Revoke { $name }
members-service-end = End the account
members-service-ended = The service account is ended; its keys are worth nothing any more.
members-service-key-made = A key for { $name }
members-refused-field-roles = Choose at least one role.
members-refused-field-scope = Choose what the key may do.
