//! What the platform holds on a person: every column that names one is in his copy, or it is said here why not.
//!
//! The test makes a world of one row in each table, in which everything has the number 7 but people, who are all number 8. Then it
//! lets one column after the other name person 7, and looks whether his copy knows.

use std::collections::{BTreeMap, BTreeSet};

use belfry_kernel::PersonId;
use belfry_store::{Key, Tx, args};
use belfry_testkit::{Engine, TestDb};

/// How columns are called that name a person.
const NAMES: &[&str] = &[
    "person_id",
    "actor_id",
    "author_id",
    "opener_id",
    "assignee_id",
    "ended_by",
    "done_by",
    "invited_by",
    "answered_by",
    "made_by",
    "noted_by",
    "saved_by",
    "signed_by",
    "sent_by",
];

/// Columns that name a person, and the part of his copy that holds them.
const HELD: &[(&str, &str)] = &[
    ("desk_announcement_reads.person_id", "announcements-read"),
    ("desk_feeds.person_id", "calendar-links"),
    ("desk_notices.person_id", "notices"),
    ("discussion_documents.person_id", "documents"),
    ("discussion_mentions.person_id", "mentions"),
    ("discussion_remarks.person_id", "remarks"),
    ("discussion_versions.person_id", "document-versions"),
    ("forms_versions.author_id", "form-versions"),
    ("identity_address_changes.person_id", "address-changes"),
    ("identity_arrangement_notes.noted_by", "arrangements-noted"),
    ("identity_circle_members.invited_by", "circle-invitations"),
    ("identity_circle_steps.person_id", "circle-steps"),
    ("identity_erasures.done_by", "erasure"),
    ("identity_erasures.person_id", "erasure"),
    ("identity_factors.person_id", "factors"),
    ("identity_first_views.person_id", "first-views"),
    ("identity_keys.person_id", "keys"),
    ("identity_links.invited_by", "invitations-made"),
    ("identity_links.person_id", "links"),
    ("identity_logins.person_id", "logins"),
    ("identity_memberships.person_id", "memberships"),
    ("identity_requests.answered_by", "requests-answered"),
    ("identity_services.made_by", "service-accounts"),
    ("identity_services.person_id", "service-accounts"),
    ("identity_sessions.person_id", "sessions"),
    ("identity_views.person_id", "views"),
    ("surveys_files.person_id", "survey-files"),
    ("practices_translations.saved_by", "practices-translated"),
    ("incidents_afters.person_id", "incidents-after"),
    ("incidents_afters.signed_by", "incidents-after"),
    ("incidents_channels.person_id", "incidents-channels"),
    ("incidents_drafts.person_id", "incidents-drafts"),
    ("incidents_lessons.assignee_id", "incidents-lessons"),
    ("incidents_lessons.person_id", "incidents-lessons"),
    ("incidents_links.person_id", "incidents-linked"),
    ("incidents_moments.person_id", "incidents-moments"),
    ("incidents_partners.person_id", "incidents-partners"),
    ("incidents_shares.person_id", "incidents-shares"),
    ("incidents_recipients.assignee_id", "incidents-assigned"),
    ("incidents_regimes.person_id", "incidents-laws"),
    ("incidents_requests.person_id", "incidents-requests"),
    ("incidents_reviews.person_id", "incidents-reviews"),
    ("incidents_routes.person_id", "incidents-rules"),
    ("incidents_submissions.person_id", "incidents-submissions"),
    ("incidents_verdicts.person_id", "incidents-verdicts"),
    ("insight_reports.sent_by", "reports-answered-for"),
    ("insight_reports.signed_by", "reports-answered-for"),
    ("insight_sections.saved_by", "report-sections"),
    ("members_application_letters.actor_id", "application-letters"),
    ("members_history.actor_id", "record-changes"),
    ("members_imports.actor_id", "register-imports"),
    ("members_letters.actor_id", "registration-letters"),
    ("practices_adoptions.person_id", "practices-adopted"),
    ("practices_endorsements.person_id", "practices-endorsed"),
    ("practices_links.person_id", "practices-linked"),
    ("store_jobs.actor_id", "jobs"),
    ("store_ledger.actor_id", "ledger"),
    ("store_obligations.assignee_id", "obligations-handled"),
    ("store_obligations.ended_by", "obligations-handled"),
    ("store_obligations.opener_id", "obligations-handled"),
    ("store_obligations.person_id", "agenda"),
    ("store_subjects.author_id", "records"),
    ("surveys_implementations.saved_by", "implementation-records"),
    ("surveys_assess_items.saved_by", "self-assessments"),
    ("surveys_assess_shares.made_by", "self-assessments"),
    ("surveys_assessments.signed_by", "self-assessments"),
    ("surveys_answers.saved_by", "survey-answers-written"),
    ("surveys_answers.signed_by", "survey-answers-written"),
    ("threats_disclosures.person_id", "events-taken"),
    ("threats_notices.person_id", "event-notices"),
    ("threats_sightings.person_id", "sightings"),
    ("threats_unfinished.person_id", "imports-begun"),
];

/// Columns that name a person and are not in his copy, with the reason.
const NOT_HELD: &[(&str, &str)] = &[
    ("desk_digests.person_id", "when his next digest goes; his wishes are in his settings"),
    ("desk_mails.person_id", "that a mail waits; what it will say are the notices"),
    ("desk_welcomes.person_id", "that a greeting was put aside"),
    ("identity_ceremonies.person_id", "a sealed question to a browser, for minutes"),
    ("identity_recovery.person_id", "hashes of codes; that they were made is in the ledger"),
];

/// What a text column has to say for the copy to know its row; elsewhere anything will do.
const WORDS: &[(&str, &str)] = &[("identity_links.purpose", "invitation")];

struct Column {
    name: String,
    kind: String,
}

fn tables(tx: &Tx) -> BTreeMap<String, Vec<Column>> {
    let rows = tx
        .rows(
            "select m.name, c.name, upper(c.type) from sqlite_master m join pragma_table_info(m.name) c \
             where m.type = 'table' and m.name not like 'sqlite%' and m.name not like 'store_search%' \
             and m.name <> 'store_migrations' order by m.name, c.cid",
            args![],
            |row| Ok((row.get::<String>(0)?, Column { name: row.get(1)?, kind: row.get(2)? })),
        )
        .expect("columns");
    let mut all: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    for (table, column) in rows {
        all.entry(table).or_default().push(column);
    }
    all
}

/// One row, in the place of the one that is there. `person` names person 7, the other people are number 8.
fn put(tx: &Tx, table: &str, columns: &[Column], person: Option<&str>) {
    let value = |column: &Column| {
        let word = WORDS.iter().find(|(name, _)| *name == format!("{table}.{}", column.name));
        match column.kind.as_str() {
            _ if NAMES.contains(&column.name.as_str()) => {
                if person == Some(&column.name) { "7" } else { "8" }.to_owned()
            }
            "BLOB" => "x'07070707070707070707070707070707'".to_owned(),
            "INTEGER" => "7".to_owned(),
            _ => format!("'{}'", word.map_or("{}", |(_, word)| word)),
        }
    };
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let values: Vec<String> = columns.iter().map(value).collect();
    let sql = format!("insert or replace into {table} ({}) values ({})", names.join(", "), values.join(", "));
    run(tx, sql);
}

fn run(tx: &Tx, sql: String) {
    let text: &'static str = sql.leak();
    tx.execute(text, args![]).unwrap_or_else(|error| panic!("{text}: {error}"));
}

/// How much each part of the copy of person 7 holds.
fn copy(tx: &Tx) -> BTreeMap<&'static str, usize> {
    let personal = belfry::areas::areas().into_iter().filter_map(|area| area.personal);
    let parts = personal.flat_map(|personal| (personal.about)(tx, PersonId(7)).expect("a copy"));
    parts.map(|(name, rows)| (name, rows.len())).collect()
}

#[test]
fn every_column_that_names_a_person_is_in_his_copy_or_says_why_not() {
    let t = TestDb::new(Engine::Sqlite, &belfry::areas::migrations());
    // Nothing of it is kept: references are looked at when a transaction ends, and this one does not.
    let tx = t.db.write(Key::SYSTEM).expect("tx");
    run(&tx, "pragma defer_foreign_keys = on".to_owned());
    run(&tx, "pragma ignore_check_constraints = on".to_owned());
    let tables = tables(&tx);
    let naming: BTreeSet<String> = tables
        .iter()
        .flat_map(|(table, columns)| columns.iter().map(move |column| (table, column)))
        .filter(|(_, column)| NAMES.contains(&column.name.as_str()) || column.name.ends_with("_by"))
        .map(|(table, column)| format!("{table}.{}", column.name))
        .collect();
    let known: BTreeSet<String> = HELD.iter().chain(NOT_HELD).map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(naming, known, "a column names people, and nothing says whether their copy holds it");

    tables.iter().for_each(|(table, columns)| put(&tx, table, columns, None));
    for (name, part) in HELD {
        let (table, column) = name.split_once('.').expect("a table and a column");
        let before = copy(&tx).get(part).copied().unwrap_or(0);
        put(&tx, table, &tables[table], Some(column));
        let after = copy(&tx).get(part).copied().unwrap_or(0);
        assert!(before == 0 && after > 0, "{name} is not in the part {part}: {before}, then {after}");
        put(&tx, table, &tables[table], None);
        // Where the person is the key, his row still stands beside.
        run(&tx, format!("delete from {table} where {column} = 7"));
    }
}
