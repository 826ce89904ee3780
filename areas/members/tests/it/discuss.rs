//! What is said in a circle stays there, even when everybody knows the circle.

use belfry_kernel::Role;
use belfry_testkit::both_databases;

use crate::site;

both_databases! {
    fn a_circles_talk_and_files_are_its_members(engine) {
        let site = site(engine);
        let (one, two, three) =
            (site.organisation("One", "csirt"), site.organisation("Two", "oes"), site.organisation("Three", "oes"));
        let ana = site.person("Ana", one, &[Role::CircleCoordinator]);
        let ben = site.person("Ben", two, &[Role::Contributor]);
        let eva = site.person("Eva", three, &[Role::Contributor]);
        site.circle("Open Water", false, &[one, two]);
        let list = ana.get("/members/circles").expect(200);
        let uuid = list.text.split("\"/members/circles/").filter_map(|rest| rest.split('"').next()).find(|id| id.len() == 36);
        let page = format!("/members/circles/{}", uuid.expect("the circle is listed"));
        ben.submit(&format!("{page}/discuss"), &[("text", "Only among us")]).expect(303);
        assert!(ana.get(&page).expect(200).says("Only among us"));
        let outside = eva.get(&page).expect(200);
        assert!(!outside.says("Only among us") && !outside.says("Your remark"), "{}", outside.text);
        eva.get(&format!("{page}/discussion")).expect(404);
        eva.submit(&format!("{page}/discuss"), &[("text", "x")]).expect(404);
        eva.get(&format!("{page}/documents/new")).expect(404);
    }
}
