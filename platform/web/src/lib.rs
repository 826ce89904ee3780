//! Site, Visit, forms, layout, components: how an area meets a browser
