//! Both databases behind one synchronous face, and the engines that live in them
