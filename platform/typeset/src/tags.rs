//! The tree of tags: what each piece of the pages is, for whoever hears it. It grows while blocks are set and pages are drawn, and is
//! handed over once.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, Tag, TagGroup, TagKind, TagTree};

/// A place in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node(usize);

enum Child {
    Node(Node),
    Leaf(Identifier),
}

struct Draft {
    tag: TagKind,
    children: Vec<Child>,
}

/// The tree in the making.
#[derive(Default)]
pub(crate) struct Tags {
    nodes: Vec<Draft>,
    top: Vec<Node>,
}

impl Tags {
    fn make(&mut self, tag: TagKind) -> Node {
        self.nodes.push(Draft { tag, children: Vec::new() });
        Node(self.nodes.len() - 1)
    }

    /// A part of the document itself.
    pub(crate) fn under_root(&mut self, tag: impl Into<TagKind>) -> Node {
        let node = self.make(tag.into());
        self.top.push(node);
        node
    }

    /// A part of another part.
    pub(crate) fn under(&mut self, parent: Node, tag: impl Into<TagKind>) -> Node {
        let node = self.make(tag.into());
        self.nodes[parent.0].children.push(Child::Node(node));
        node
    }

    /// A heading.
    pub(crate) fn heading(&mut self, level: u8, text: &str) -> Node {
        let level = NonZeroU16::new(u16::from(level)).unwrap_or(NonZeroU16::MIN);
        self.under_root(Tag::Hn(level, Some(text.to_owned())))
    }

    /// Something that was drawn belongs to a part.
    pub(crate) fn leaf(&mut self, node: Node, leaf: Identifier) {
        self.nodes[node.0].children.push(Child::Leaf(leaf));
    }

    /// Another tag for a part: what is known of it once it is placed.
    pub(crate) fn retag(&mut self, node: Node, tag: impl Into<TagKind>) {
        self.nodes[node.0].tag = tag.into();
    }

    /// The tree, in its order.
    pub(crate) fn done(self, language: &str) -> TagTree {
        let mut drafts: Vec<Option<Draft>> = self.nodes.into_iter().map(Some).collect();
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for node in self.top {
            if let Some(group) = group(&mut drafts, node) {
                tree.push(group);
            }
        }
        tree
    }
}

/// A part with its own; nothing of one in which nothing was drawn.
fn group(drafts: &mut [Option<Draft>], node: Node) -> Option<TagGroup> {
    let draft = drafts[node.0].take()?;
    let mut made = TagGroup::new(draft.tag);
    for child in draft.children {
        match child {
            Child::Leaf(leaf) => made.push(leaf),
            Child::Node(node) => {
                if let Some(child) = group(drafts, node) {
                    made.push(child);
                }
            }
        }
    }
    (!made.children.is_empty()).then_some(made)
}
