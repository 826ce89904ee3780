-- What a form is called in each of its languages, so that a list of forms does not read their drafts.
alter table forms_forms add column called text not null default '{}';
update forms_forms set called = json_extract(draft, '$.title');
