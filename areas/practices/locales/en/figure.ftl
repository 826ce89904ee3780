# Figures of practices, for reports and dashboards.

practices-figure-published = Records of practice
practices-figure-published-means = Records that were published in the period and that whoever asks sees, by kind: good practices, quick wins, difficulties, tools, lessons, feedback, exchanges. Superseded ones count, drafts and what was taken back do not.
practices-figure-adopted = Practices that others took up
practices-figure-adopted-means = What organisations said, in the period, of practices that they plan, do or have given up, of those that want to be named. Those that are only counted on a record’s page are left out.
practices-figure-difficulties = Difficulties by measure
practices-figure-difficulties-means = Difficulties that were published in the period, by the points of Article 21(2) that they are about. One about several points counts for each.
practices-figure-several = A record for several sectors counts in each of them; one for any sector stands by itself.
practices-figure-by-month = Month
practices-figure-by-sector = Sector
practices-figure-by-country = Country
