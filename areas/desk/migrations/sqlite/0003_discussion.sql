-- What was said about events is said about any record now: notices and wishes go by its new name.
update desk_notices set fact = 'discussion.remark-added' where fact = 'threats.comment-added';
update identity_people set wishes = replace(wishes, '"threats.comment-added"', '"discussion.remark-added"');
