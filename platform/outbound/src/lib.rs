//! Mail and files that leave the process
