//! Rules of STYLE.md that a program can hold. Each finding names file, line and reason.
//!
//! A line is exempt when it, or the line before it, says `tidy: ` and why. A file of rows says `tidy: table` and why near its top.
//!
//! - [`text`]: every file: lines, machine paths, locks
//! - [`code`]: Rust: names, leftovers, unwraps, drivers, maps
//! - [`places`]: where things lie: migrations in pairs, templates, keys, routes and their modules

mod code;
mod places;
mod text;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;

use anyhow::{Result, bail};

use crate::count::Count;
use crate::process::{command, quiet, root};
use crate::suites::Outcome;

/// The most `expect(` outside tests that each crate may hold; they may only become fewer.
const LIMITS: &str = "xtask/src/tidy_limits.txt";

/// A file of the project, as git sees it.
pub struct Source {
    /// From the root of the repository, with `/`.
    pub path: String,
    /// All of it.
    pub text: String,
}

impl Source {
    /// The end of the name after the last dot.
    pub fn kind(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, kind)| kind)
    }

    /// The lines with their numbers, from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// The lines that no `tidy: ` comment exempts.
    pub fn bound_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut exempt_next = false;
        self.lines().filter(move |(_, line)| {
            let says = says_why(line);
            let exempt = says || exempt_next;
            exempt_next = says;
            !exempt
        })
    }

    /// Whether the file is a table of rows, which may be long and have long lines.
    pub fn is_table(&self) -> bool {
        self.text.lines().take(30).any(|line| line.contains("tidy: table"))
    }

    /// Whether all of the file is a test.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("tests.rs") || self.path.starts_with("platform/testkit/")
    }
}

/// Whether a line carries an exemption with a reason.
fn says_why(line: &str) -> bool {
    line.split_once("tidy: ")
        .is_some_and(|(_, why)| why.trim_end_matches(['-', '#', '}', '>', '*', '/', ' ']).len() >= 8)
}

/// One thing that is not as it should be.
pub struct Finding {
    /// From the root of the repository.
    pub path: String,
    /// From 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong and what to do.
    pub reason: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "{}: {}", self.path, self.reason),
            line => write!(out, "{}:{line}: {}", self.path, self.reason),
        }
    }
}

/// A rule looks at all files, so that it can hold them against each other.
type Rule = fn(&[Source]) -> Vec<Finding>;

const RULES: &[Rule] = &[
    text::lines_end_cleanly,
    text::lines_are_short,
    text::no_path_of_one_machine,
    text::locks_name_no_host,
    code::files_are_short,
    code::names_say_something,
    code::nothing_is_left_over,
    code::no_unwrap,
    code::no_allow,
    code::drivers_stay_in_the_store,
    code::libraries_open_with_a_map,
    places::migrations_come_in_pairs,
    places::templates_escape,
    places::templates_hold_no_script_or_style,
    places::keys_begin_with_their_folder,
    places::routes_have_their_modules,
];

/// The suite: every rule is one check, and so are the limits.
pub fn suite() -> Result<Outcome> {
    let files = files()?;
    let mut count = Count::default();
    let mut said = Vec::new();
    for rule in RULES {
        let findings = rule(&files);
        count.add(Count::one(findings.is_empty()));
        said.extend(findings);
    }
    let over = over_limits(&code::expects(&files), &limits()?);
    count.add(Count::one(over.is_empty()));
    said.extend(over);
    let excerpt: Vec<String> = said.iter().map(ToString::to_string).collect();
    Ok(Outcome {
        count,
        word: format!("{} rules, {} files", RULES.len() + 1, files.len()),
        excerpt: excerpt.join("\n"),
    })
}

/// `cargo xtask tidy`: the suite alone, or with `--lower` the limits written anew where they have become smaller.
pub fn task(arguments: &[String]) -> Result<bool> {
    match arguments {
        [] => {
            let outcome = suite()?;
            if !outcome.excerpt.is_empty() {
                println!("{}", outcome.excerpt);
            }
            println!("{}", outcome.count);
            Ok(outcome.count.failed == 0)
        }
        [flag] if flag == "--lower" => lower(),
        _ => bail!("tidy takes nothing or --lower"),
    }
}

/// Tracked files and new ones that git would not ignore.
fn files() -> Result<Vec<Source>> {
    let list = quiet(command("git").current_dir(root()).args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    let paths = list.split('\0').filter(|path| !path.is_empty());
    // What cannot be read as text is a picture, or was removed and not yet committed.
    Ok(paths
        .filter_map(|path| Some(Source { text: fs::read_to_string(root().join(path)).ok()?, path: path.to_owned() }))
        .collect())
}

fn limits() -> Result<BTreeMap<String, usize>> {
    let mut limits = BTreeMap::new();
    for line in fs::read_to_string(root().join(LIMITS))?.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(' ').map(|(name, most)| (name, most.trim().parse())) {
            Some((name, Ok(most))) => limits.insert(name.to_owned(), most),
            _ => bail!("{LIMITS}: not a folder and a number: {line}"),
        };
    }
    Ok(limits)
}

/// Folders that hold more than they may.
fn over_limits(found: &BTreeMap<String, usize>, limits: &BTreeMap<String, usize>) -> Vec<Finding> {
    let over = found.iter().filter(|(folder, number)| **number > limits.get(*folder).copied().unwrap_or(0));
    over.map(|(folder, number)| Finding {
        path: folder.clone(),
        line: 0,
        reason: format!(
            "{number} `expect(` outside tests, {} at most ({LIMITS}): return the error, or say `// tidy: ` and why it cannot happen",
            limits.get(folder).copied().unwrap_or(0)
        ),
    })
    .collect()
}

/// Writes limits down that have become smaller; never raises one.
fn lower() -> Result<bool> {
    let found = code::expects(&files()?);
    let mut text = String::from(
        "# folder and the most `expect(` it may hold outside tests; `cargo xtask tidy --lower` writes smaller ones down\n",
    );
    for (folder, most) in limits()? {
        let now = found.get(&folder).copied().unwrap_or(0).min(most);
        if now > 0 {
            text.push_str(&format!("{folder} {now}\n"));
        }
    }
    fs::write(root().join(LIMITS), text)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the rules say about one file, as `line: first word of the reason`.
    fn lines(rule: Rule, path: &str, text: &str) -> Vec<usize> {
        let file = Source { path: path.to_owned(), text: text.to_owned() };
        rule(&[file]).iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn an_exemption_needs_a_reason_and_holds_for_two_lines() {
        let text =
            "a.unwrap();\n// tidy: the map was filled above\nb.unwrap();\nc.unwrap();\nd.unwrap(); // tidy: no\n";
        assert_eq!(lines(code::no_unwrap, "platform/web/src/a.rs", text), [1, 4, 5]);
    }

    #[test]
    fn tests_may_unwrap() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    a.unwrap();\n}\n";
        assert_eq!(lines(code::no_unwrap, "platform/web/src/a.rs", text), []);
        assert_eq!(lines(code::no_unwrap, "areas/desk/tests/it/main.rs", "a.unwrap();\n"), []);
    }

    #[test]
    fn a_driver_is_known_by_its_path_not_by_an_address() {
        let text = "use rusqlite::Row;\nlet url = \"postgres://a\";\nuse postgres::Client;\nmy_postgres::go();\n";
        assert_eq!(lines(code::drivers_stay_in_the_store, "areas/desk/src/lib.rs", text), [1, 3]);
        assert_eq!(lines(code::drivers_stay_in_the_store, "platform/store/src/lib.rs", text), []);
    }

    #[test]
    fn templates_hold_nothing_inline() {
        let text = "<p style=\"a\">\n<script src=\"a.js\"></script>\n<script>a</script>\n<a onclick='b'>\n\
                    <a href=\"/x?season=\" data-once=\"1\">\n<td {% if x %}onload=\"y\"{% endif %}>\n";
        assert_eq!(lines(places::templates_hold_no_script_or_style, "areas/desk/templates/a.html", text), [1, 3, 4, 6]);
    }

    #[test]
    fn a_route_names_a_module() {
        let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
        let files = [
            source("areas/threats/src/routes.rs", "a(\"/events/{id}/publish\");\nb(\"/taxonomies/{id}/recall\");\n"),
            source("areas/threats/src/event/publish.rs", ""),
            source("areas/threats/src/taxonomy.rs", ""),
        ];
        let findings = places::routes_have_their_modules(&files);
        assert_eq!(findings.len(), 1);
        assert!(findings[0].reason.contains("`recall`"));
    }

    #[test]
    fn migrations_have_twins_and_their_own_numbers() {
        let source = |path: &str| Source { path: path.to_owned(), text: String::new() };
        let files = ["sqlite/0001_a.sql", "postgres/0001_a.sql", "sqlite/0001_b.sql"];
        let files = files.map(|name| source(&format!("areas/desk/migrations/{name}")));
        assert_eq!(places::migrations_come_in_pairs(&files).len(), 2);
    }

    #[test]
    fn keys_begin_with_their_folder() {
        let text = "# web\nweb-title = A\n    .label = B\ndesk-title = C = D\n-brand = Belfry\n";
        assert_eq!(lines(places::keys_begin_with_their_folder, "platform/web/locales/en.ftl", text), [4]);
    }

    #[test]
    fn machine_paths_are_known_where_they_begin() {
        let [work, home, tmp] = ["work", "home", "tmp"].map(|name| ["", name, "x"].join("/"));
        let text = format!("\"{work}\"\nareas{work}\n({tmp})\nhttps://a.example{tmp}\n{home}\n");
        assert_eq!(lines(text::no_path_of_one_machine, "areas/desk/src/lib.rs", &text), [1, 3, 5]);
    }
}
