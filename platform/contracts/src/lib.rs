//! Plain data that areas exchange: facts, links, questions

/// Facts about one kind of record: each has its id in a field of this name, and is shown on its page.
macro_rules! facts_about {
    ($about:ident $about_doc:literal;
     $($(#[$doc:meta])* $name:ident = $word:literal { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            #[doc = $about_doc]
            pub $about: belfry_kernel::SubjectId,
            $($(#[$fdoc])* pub $field: $type),*
        }

        impl belfry_kernel::Fact for $name {
            const NAME: &'static str = $word;
            fn subject(&self) -> Option<belfry_kernel::SubjectId> {
                Some(self.$about)
            }
        }
    )*};
}

/// Facts about one record or another. After the name stands the field whose page shows the fact, or `kept` when none does.
macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $about:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            $($(#[$fdoc])* pub $field: $type),*
        }

        impl belfry_kernel::Fact for $name {
            const NAME: &'static str = $word;
            fn subject(&self) -> Option<belfry_kernel::SubjectId> {
                facts!(@subject self $about)
            }
        }
    )*};
    (@subject $fact:ident kept) => {{
        let _ = $fact;
        None
    }};
    (@subject $fact:ident $about:ident) => { Some(belfry_kernel::SubjectId($fact.$about.0)) };
}

pub mod assess;
pub mod catalogue;
pub mod desk;
pub mod discussion;
pub mod figures;
pub mod forms;
pub mod identity;
pub mod incidents;
pub mod insight;
pub mod lessons;
pub mod platform;
pub mod practices;
pub mod register;
pub mod surveys;
pub mod threats;
