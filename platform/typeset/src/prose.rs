//! Markdown, as members write it, into blocks. What paper has no form for is left out: pictures, rules, markup of other kinds.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::model::{Block, Cell, Span, Table};

/// Headings that members write stand below that of their section.
const BELOW: u8 = 1;

/// The blocks of a text.
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    let mut options = Options::empty();
    options.insert(Options::ENABLE_TABLES);
    options.insert(Options::ENABLE_STRIKETHROUGH);
    let mut reader = Reader::default();
    Parser::new_ext(text, options).for_each(|event| reader.take(event));
    reader.flush();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    spans: Vec<Span>,
    bold: bool,
    italic: bool,
    link: String,
    heading: Option<u8>,
    quote: usize,
    /// Lists that are open: with numbers or not, and their items.
    lists: Vec<(bool, Vec<Vec<Span>>)>,
    table: Option<Table>,
    row: Vec<Cell>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.say(&text),
            Event::SoftBreak | Event::HardBreak => self.say(" "),
            Event::Html(_) | Event::InlineHtml(_) | Event::Rule | Event::FootnoteReference(_) => {}
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn say(&mut self, text: &str) {
        let span = Span { bold: self.bold, italic: self.italic, link: self.link.clone(), ..Span::plain(text) };
        match self.spans.last_mut() {
            Some(last) if (last.bold, last.italic, &last.link) == (span.bold, span.italic, &span.link) => {
                last.text.push_str(text);
            }
            _ => self.spans.push(span),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(match level {
                    HeadingLevel::H1 => 1,
                    HeadingLevel::H2 => 2,
                    _ => 3,
                });
            }
            Tag::Paragraph if self.lists.is_empty() => self.flush(),
            Tag::BlockQuote(_) => {
                self.flush();
                self.quote += 1;
            }
            Tag::List(first) => {
                self.item();
                if self.lists.is_empty() {
                    self.flush();
                }
                self.lists.push((first.is_some(), Vec::new()));
            }
            Tag::Strong => self.bold = true,
            Tag::Emphasis => self.italic = true,
            // Only what a browser would open by itself leads out of the document.
            Tag::Link { dest_url, .. } if dest_url.starts_with("https://") || dest_url.starts_with("http://") => {
                self.link = dest_url.to_string();
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table::default());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::CodeBlock => self.flush(),
            TagEnd::Paragraph if self.lists.is_empty() => self.flush(),
            TagEnd::Paragraph => self.say(" "),
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quote = self.quote.saturating_sub(1);
            }
            TagEnd::Item => self.item(),
            TagEnd::List(_) => {
                let Some((ordered, items)) = self.lists.pop() else { return };
                match self.lists.last_mut() {
                    // A list within a list: its items follow those of the one around it.
                    Some((_, around)) => around.extend(items),
                    None => self.blocks.push(Block::List(ordered, items)),
                }
            }
            TagEnd::Strong => self.bold = false,
            TagEnd::Emphasis => self.italic = false,
            TagEnd::Link => self.link.clear(),
            TagEnd::TableCell => {
                let text = self.spans.drain(..).map(|span| span.text).collect::<String>();
                self.row.push(text.into());
            }
            TagEnd::TableHead => {
                let head = std::mem::take(&mut self.row).into_iter().map(|cell| cell.text).collect();
                self.table.get_or_insert_with(Table::default).head = head;
            }
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
                self.table.get_or_insert_with(Table::default).rows.push(row);
            }
            TagEnd::Table => self.blocks.extend(self.table.take().map(Block::Table)),
            _ => {}
        }
    }

    fn item(&mut self) {
        if let Some((_, items)) = self.lists.last_mut()
            && !self.spans.is_empty()
        {
            items.push(std::mem::take(&mut self.spans));
        }
    }

    fn flush(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        let heading = self.heading.take();
        if spans.iter().all(|span| span.text.trim().is_empty()) {
            return;
        }
        self.blocks.push(match heading {
            Some(level) => Block::Heading(level + BELOW, spans.into_iter().map(|span| span.text).collect()),
            None if self.quote > 0 => Block::Quote(spans),
            None => Block::Paragraph(spans),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::blocks;
    use crate::model::{Block, Span};

    #[test]
    fn what_members_write_becomes_paragraphs_lists_and_tables() {
        let text = "# One\n\nSome **heavy** words.\n\n- a\n- b [here](https://example.org)\n  - c\n\n> Kept.\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n<script>x</script>\n\n[no](javascript:x)";
        let made = blocks(text);
        let kinds: Vec<&str> = made
            .iter()
            .map(|block| match block {
                Block::Heading(..) => "heading",
                Block::Paragraph(_) => "paragraph",
                Block::List(..) => "list",
                Block::Quote(_) => "quote",
                Block::Table(_) => "table",
                _ => "other",
            })
            .collect();
        assert_eq!(kinds, ["heading", "paragraph", "list", "quote", "table", "paragraph"]);
        let Block::Paragraph(spans) = &made[1] else { panic!() };
        assert_eq!(spans, &[Span::plain("Some "), Span::bold("heavy"), Span::plain(" words.")]);
        let Block::List(false, items) = &made[2] else { panic!() };
        assert_eq!((items.len(), items[1][1].link.as_str()), (3, "https://example.org"));
        let Block::Paragraph(spans) = &made[5] else { panic!() };
        assert!(spans[0].link.is_empty());
    }
}
