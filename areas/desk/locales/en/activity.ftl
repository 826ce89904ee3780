# What happened, where the first file does not say it.

desk-fact-discussion-remark-added = { $who } commented: { $title }
desk-fact-discussion-person-mentioned = { $who } names you in a remark: { $title }
desk-fact-discussion-document-added = { $who } added a document: { $title }
desk-filter-discussion-remark-added = Remarks
desk-filter-discussion-person-mentioned = Where you are named
desk-filter-discussion-document-added = Documents
desk-mail-discussion-remark-added = There is a new remark for you.
desk-mail-discussion-person-mentioned = Somebody names you in a remark.
desk-mail-discussion-document-added = There is a new document for you.
