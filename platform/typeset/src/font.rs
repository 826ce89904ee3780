//! The faces, and the way from words to glyphs.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Feature, UnicodeBuffer};

/// A style of the family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Style {
    #[default]
    Regular,
    Italic,
    Bold,
    BoldItalic,
}

impl Style {
    pub(crate) fn of(bold: bool, italic: bool) -> Self {
        match (bold, italic) {
            (false, false) => Self::Regular,
            (false, true) => Self::Italic,
            (true, false) => Self::Bold,
            (true, true) => Self::BoldItalic,
        }
    }
}

struct Face {
    shaped: rustybuzz::Face<'static>,
    drawn: Font,
}

const FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/regular.ttf"),
    include_bytes!("../fonts/italic.ttf"),
    include_bytes!("../fonts/bold.ttf"),
    include_bytes!("../fonts/bold-italic.ttf"),
];

/// The faces, read once; a file that cannot be read leaves none, and nothing is set.
static FACES: LazyLock<Option<[Face; 4]>> = LazyLock::new(|| {
    let face = |bytes: &'static [u8]| {
        Some(Face { shaped: rustybuzz::Face::from_slice(bytes, 0)?, drawn: Font::new(bytes.into(), 0)? })
    };
    let [regular, italic, bold, both] = FILES.map(face);
    Some([regular?, italic?, bold?, both?])
});

/// A word in glyphs. Widths are in parts of the size.
#[derive(Debug)]
pub(crate) struct Shaped {
    pub(crate) text: String,
    pub(crate) glyphs: Vec<KrillaGlyph>,
    pub(crate) width: f32,
}

/// The faces of one document, with the words that it has shaped.
pub(crate) struct Type {
    faces: &'static [Face; 4],
    known: HashMap<(Style, String), Rc<Shaped>>,
}

impl Type {
    pub(crate) fn new() -> Option<Self> {
        Some(Self { faces: FACES.as_ref()?, known: HashMap::new() })
    }

    pub(crate) fn drawn(&self, style: Style) -> Font {
        self.faces[style as usize].drawn.clone()
    }

    /// Text as the faces can show it: what they have no glyph for stands as a question mark, spaces of every width as one of theirs.
    pub(crate) fn showable(&self, text: &str) -> String {
        let face = &self.faces[0].shaped;
        let show = |c: char| match c {
            '\u{202f}' | '\u{2007}' | '\u{a0}' => Some('\u{a0}'),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{feff}' | '\u{fffe}' | '\u{2060}' => None,
            '\u{2011}' => Some('-'),
            c if c.is_whitespace() => Some(' '),
            c if c.is_control() => None,
            c if face.glyph_index(c).is_some_and(|glyph| glyph.0 > 0) => Some(c),
            _ => Some('?'),
        };
        text.chars().filter_map(show).collect()
    }

    /// A word in glyphs; figures are all of one width.
    pub(crate) fn shape(&mut self, style: Style, text: &str) -> Rc<Shaped> {
        let key = (style, text.to_owned());
        if let Some(shaped) = self.known.get(&key) {
            return shaped.clone();
        }
        let face = &self.faces[style as usize].shaped;
        let em = face.units_per_em() as f32;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(rustybuzz::Direction::LeftToRight);
        let output = rustybuzz::shape(face, &[Feature::new(Tag::from_bytes(b"tnum"), 1, ..)], buffer);
        let infos = output.glyph_infos();
        let mut glyphs = Vec::with_capacity(infos.len());
        let mut width = 0.0;
        for (at, (info, place)) in infos.iter().zip(output.glyph_positions()).enumerate() {
            let from = info.cluster as usize;
            let to =
                infos[at..].iter().map(|next| next.cluster as usize).find(|next| *next > from).unwrap_or(text.len());
            let advance = place.x_advance as f32 / em;
            let (x, y) = (place.x_offset as f32 / em, place.y_offset as f32 / em);
            glyphs.push(KrillaGlyph::new(GlyphId::new(info.glyph_id), advance, x, y, 0.0, from..to, None));
            width += advance;
        }
        let shaped = Rc::new(Shaped { text: text.to_owned(), glyphs, width });
        self.known.insert(key, shaped.clone());
        shaped
    }

    /// The width of a text at a size.
    pub(crate) fn width(&mut self, style: Style, size: f32, text: &str) -> f32 {
        self.shape(style, text).width * size
    }
}
