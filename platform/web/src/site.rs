//! Routes, each with the action it needs, and the router made of them.
//!
//! ```text
//! site.page::<Read>   ("/events/{id}",         show::page);
//! site.act ::<Publish>("/events/{id}/publish", publish::act);
//! site.api ::<Read>   ("/events",              Spec::new(..), api::list);
//! site.open           ("/guide", "public guidance", guide::page);
//! ```
//!
//! A route's action is decided twice: for the role before anything is read, and for the record when it is loaded.

use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use belfry_kernel::access::{Rule, decide};
use belfry_kernel::{Action, Problem};

use crate::api::Spec;
use crate::area::Area;
use crate::house::House;
use crate::once;
use crate::receive::{self, Takes};
use crate::reply::Reply;
use crate::views::Says;
use crate::visit::{Core, Visit};

mod answer;
mod arrive;
mod client;
mod gate;
mod lapsed;
mod menus;

pub use answer::unanswered;
pub(crate) use answer::{cookie, session_name};
pub use gate::Fresh;
use menus::Menus;

/// Who may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// People, by their session.
    Person,
    /// Programs, by their key; refusals are JSON.
    Machine,
    /// Anyone. The reason stands in the access matrix.
    Open(&'static str),
}

/// A route, as the access matrix and the API's description see it.
#[derive(Clone, Debug)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// With `{names}`.
    pub path: String,
    /// [`Action::NAME`]; `open` where there is none.
    pub action: &'static str,
    /// Who may come.
    pub door: Door,
    /// For the API's description.
    pub spec: Option<Spec>,
    /// The area.
    pub area: &'static str,
    /// Whether a fresh proof of who sends it is asked for.
    pub fresh: Fresh,
    /// Open also to whoever still has to add a second factor.
    pub while_enrolling: bool,
    /// Whether what is sent twice is done once.
    pub once: bool,
    pub(crate) at_door: bool,
    pub(crate) takes: Takes,
    pub(crate) writes: bool,
    /// Whether views of it can be saved.
    pub(crate) list: bool,
    /// What says how a list is narrowed.
    pub(crate) says: Option<Says>,
    run: Run,
}

/// A handler whose action is forgotten: it takes the visit out of the slot and puts it back.
type Handler = dyn Fn(&mut Option<Core>) -> Result<Reply, Problem> + Send + Sync;

#[derive(Clone)]
struct Run(Arc<Handler>);

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("handler")
    }
}

/// The routes of the program, area by area.
pub struct Site {
    routes: Vec<Route>,
    area: Area,
}

/// Every route and area of a program.
pub struct Sites {
    /// In the order of their declaration.
    pub routes: Vec<Route>,
    /// In the order of the navigation.
    pub areas: Vec<Area>,
    menus: Menus,
}

impl Route {
    /// A dangerous act: whoever has not shown in the last ten minutes who he is, is asked, and the form goes on from there.
    /// For forms of people without files.
    pub fn fresh(&mut self) -> &mut Self {
        self.fresh = Fresh::Asked;
        self
    }

    /// A dangerous act whose own form asks for a proof each time.
    pub fn fresh_itself(&mut self) -> &mut Self {
        self.fresh = Fresh::Itself;
        self
    }

    /// Signing in: it takes a place at the door and none of those who write, since it hashes or asks another place. Its own
    /// changes are brief transactions.
    pub fn at_door(&mut self) -> &mut Self {
        self.at_door = true;
        self
    }

    /// What is sent twice is done once, and the second is led where the first was: for every form that makes something. The handler
    /// has one transaction and ends it with [`Visit::finish`].
    pub fn once(&mut self) -> &mut Self {
        self.once = true;
        self
    }

    /// Of a list: what says in words how it is narrowed, where a saved view of it is told of.
    pub fn says(&mut self, says: Says) -> &mut Self {
        self.says = Some(says);
        self
    }

    /// Open also to whoever still has to add a second factor.
    pub fn while_enrolling(&mut self) -> &mut Self {
        self.while_enrolling = true;
        self
    }
}

impl Site {
    /// All routes of these areas.
    pub fn of(areas: &[Area]) -> Sites {
        let mut routes = Vec::new();
        for area in areas {
            let mut site = Self { routes: Vec::new(), area: *area };
            (area.routes)(&mut site);
            routes.append(&mut site.routes);
        }
        Sites { routes, areas: areas.to_vec(), menus: Menus::default() }
    }

    /// A page of this area: `/AREA` and what follows. `GET`, for people.
    pub fn page<A: Action>(&mut self, path: &str, handler: fn(&mut Visit<A>) -> Result<Reply, Problem>) -> &mut Route {
        let path = self.below(path);
        self.add::<A>("GET", path, Door::Person, receive::FORM, None, handler)
    }

    /// A page that is a list with its filters in the address: views of it can be saved under a name.
    pub fn list<A: Action>(&mut self, path: &str, handler: fn(&mut Visit<A>) -> Result<Reply, Problem>) -> &mut Route {
        let route = self.page::<A>(path, handler);
        route.list = true;
        route
    }

    /// A list as files: `PATH.csv` and `PATH.xlsx`, by one handler; see [`crate::table`].
    pub fn table<A: Action>(&mut self, path: &str, handler: fn(&mut Visit<A>) -> Result<Reply, Problem>) {
        self.page::<A>(&format!("{path}.csv"), handler);
        self.page::<A>(&format!("{path}.xlsx"), handler);
    }

    /// A change made by a form of this area. `POST`, for people, with their form's token.
    pub fn act<A: Action>(&mut self, path: &str, handler: fn(&mut Visit<A>) -> Result<Reply, Problem>) -> &mut Route {
        self.act_with::<A>(path, receive::FORM, handler)
    }

    /// As [`act`](Self::act), for long texts or files.
    pub fn act_with<A: Action>(
        &mut self,
        path: &str,
        takes: Takes,
        handler: fn(&mut Visit<A>) -> Result<Reply, Problem>,
    ) -> &mut Route {
        let path = self.below(path);
        self.add::<A>("POST", path, Door::Person, takes, None, handler)
    }

    /// A page at a root that is no area's name; claimed in the program's list of roots.
    pub fn root_page<A: Action>(
        &mut self,
        path: &str,
        handler: fn(&mut Visit<A>) -> Result<Reply, Problem>,
    ) -> &mut Route {
        self.add::<A>("GET", path.to_owned(), Door::Person, receive::FORM, None, handler)
    }

    /// A change at a root that is no area's name.
    pub fn root_act<A: Action>(
        &mut self,
        path: &str,
        handler: fn(&mut Visit<A>) -> Result<Reply, Problem>,
    ) -> &mut Route {
        self.add::<A>("POST", path.to_owned(), Door::Person, receive::FORM, None, handler)
    }

    /// As [`root_act`](Self::root_act), for long texts or files.
    pub fn root_act_with<A: Action>(
        &mut self,
        path: &str,
        takes: Takes,
        handler: fn(&mut Visit<A>) -> Result<Reply, Problem>,
    ) -> &mut Route {
        self.add::<A>("POST", path.to_owned(), Door::Person, takes, None, handler)
    }

    /// Read by programs: `/api/v1/AREA` and what follows. `GET`, by key.
    pub fn api<A: Action>(
        &mut self,
        path: &str,
        spec: Spec,
        handler: fn(&mut Visit<A>) -> Result<Reply, Problem>,
    ) -> &mut Route {
        let path = format!("/api/v1{}", self.below(path));
        self.add::<A>("GET", path, Door::Machine, receive::FORM, Some(spec), handler)
    }

    /// Changed by programs. `POST`, by key.
    pub fn api_act<A: Action>(
        &mut self,
        path: &str,
        spec: Spec,
        takes: Takes,
        handler: fn(&mut Visit<A>) -> Result<Reply, Problem>,
    ) -> &mut Route {
        let path = format!("/api/v1{}", self.below(path));
        self.add::<A>("POST", path, Door::Machine, takes, Some(spec), handler)
    }

    /// A page for anyone. `why` stands in the access matrix.
    pub fn open(
        &mut self,
        path: &str,
        why: &'static str,
        handler: fn(&mut Visit<Open>) -> Result<Reply, Problem>,
    ) -> &mut Route {
        self.add::<Open>("GET", path.to_owned(), Door::Open(why), receive::FORM, None, handler)
    }

    /// A form that anyone may send.
    pub fn open_act(
        &mut self,
        path: &str,
        why: &'static str,
        handler: fn(&mut Visit<Open>) -> Result<Reply, Problem>,
    ) -> &mut Route {
        self.add::<Open>("POST", path.to_owned(), Door::Open(why), receive::FORM, None, handler)
    }

    /// As [`open_act`](Self::open_act), for long texts: the handler looks first who may have sent them.
    pub fn open_act_with(
        &mut self,
        path: &str,
        why: &'static str,
        takes: Takes,
        handler: fn(&mut Visit<Open>) -> Result<Reply, Problem>,
    ) -> &mut Route {
        self.add::<Open>("POST", path.to_owned(), Door::Open(why), takes, None, handler)
    }

    fn below(&self, path: &str) -> String {
        format!("/{}{}", self.area.name, if path == "/" { "" } else { path })
    }

    fn add<A: Action>(
        &mut self,
        method: &'static str,
        path: String,
        door: Door,
        takes: Takes,
        spec: Option<Spec>,
        handler: fn(&mut Visit<A>) -> Result<Reply, Problem>,
    ) -> &mut Route {
        let open = matches!(door, Door::Open(_));
        let run = Run(Arc::new(move |slot: &mut Option<Core>| {
            let Some(mut core) = slot.take() else { return Err(Problem::Internal("a request without a visit".into())) };
            if !open && let Err(refusal) = decide::<A>(&core.actor, core.rules, None) {
                *slot = Some(core);
                return Err(refusal.into());
            }
            match gate::hold(&mut core) {
                Ok(None) => {}
                held => {
                    *slot = Some(core);
                    return held.map(|reply| reply.unwrap_or_else(|| Reply::to("/")));
                }
            }
            match once::begin(&mut core) {
                Ok(None) => {}
                held => {
                    *slot = Some(core);
                    return held.map(|reply| reply.unwrap_or_else(|| Reply::to("/")));
                }
            }
            let mut visit = Visit::<A>::new(core);
            let reply = handler(&mut visit);
            let reply = if visit.core.again.get() { once::of_the_first(&visit.core) } else { reply };
            *slot = Some(visit.core);
            reply
        }));
        let route = Route {
            method,
            path,
            action: A::NAME,
            door,
            spec,
            area: self.area.name,
            fresh: Fresh::No,
            while_enrolling: open,
            once: false,
            at_door: false,
            takes,
            writes: method == "POST",
            list: false,
            says: None,
            run,
        };
        self.routes.push_mut(route)
    }
}

belfry_kernel::actions! {
    /// What anyone may do: no rule is asked.
    Open = "open";
}

impl Sites {
    /// The rules of an area.
    pub fn rules(&self, area: &str) -> &'static [Rule] {
        self.areas.iter().find(|a| a.name == area).map_or(&[], |a| a.rules)
    }

    /// The description of the API, from the routes that say what they take and give.
    pub fn description(&self) -> serde_json::Value {
        let told = self.routes.iter();
        let told = told.filter_map(|route| Some((route.method, route.path.as_str(), route.spec.as_ref()?)));
        crate::api::document(told, env!("CARGO_PKG_VERSION"))
    }

    /// The router over these routes, with the assets; [`crate::headers::finish`] wraps it.
    pub fn router(self, house: Arc<House>) -> Router {
        house.openapi.get_or_init(|| self.description().to_string());
        let says = self.routes.iter().filter_map(|route| Some((route.path.clone(), route.says?)));
        house.says.get_or_init(|| says.collect());
        let sites = Arc::new(self);
        let mut router = Router::new();
        let mut paths: Vec<&str> = sites.routes.iter().map(|route| route.path.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        for path in paths {
            let mut methods = MethodRouter::new();
            for route in sites.routes.iter().filter(|route| route.path == path) {
                let handler = handler(&house, &sites, route.clone());
                methods = if route.writes { methods.post(handler) } else { methods.get(handler) };
            }
            router = router.route(path, methods);
        }
        let missing = handler(&house, &sites, nothing(|| Problem::NotFound));
        let other = handler(&house, &sites, nothing(|| Problem::Method));
        router.route("/assets/{*path}", get(arrive::asset)).fallback(missing).method_not_allowed_fallback(other)
    }
}

fn handler(
    house: &Arc<House>,
    sites: &Arc<Sites>,
    route: Route,
) -> impl FnOnce(Request) -> Pin<Box<dyn Future<Output = Response> + Send>> + Clone + Send + Sync + 'static {
    let (house, sites, route) = (house.clone(), sites.clone(), Arc::new(route));
    move |request: Request| {
        let answer: Pin<Box<dyn Future<Output = Response> + Send>> =
            Box::pin(arrive::serve(house, sites, route, request));
        answer
    }
}

/// The route of what has none: it is answered by the same path as what may not be seen.
fn nothing(problem: fn() -> Problem) -> Route {
    Route {
        method: "GET",
        path: "/".into(),
        action: Open::NAME,
        door: Door::Open("nothing is here"),
        spec: None,
        area: "",
        fresh: Fresh::No,
        while_enrolling: true,
        once: false,
        at_door: false,
        takes: receive::FORM,
        writes: false,
        list: false,
        says: None,
        run: Run(Arc::new(move |_| Err(problem()))),
    }
}
