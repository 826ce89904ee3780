// Pictures of every page, wide and narrow, light and dark: node run.mjs --screenshots DIR
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { found, pages, pathOf } from "./pages.mjs";
import { Contexts, address, launch } from "./site.mjs";

const WIDTHS = [1280, 360];
const SCHEMES = ["light", "dark"];
const README = ["events", "event", "notified", "assessment"];

const folder = process.argv[2];
await mkdir(folder, { recursive: true });
const browser = await launch();
try {
  const contexts = new Contexts(browser);
  const things = await found(browser);
  for (const kind of pages) {
    const context = await contexts.open(kind.as, {});
    const page = await context.newPage();
    const answer = await page.goto(address(pathOf(kind, things)));
    if (kind.then) await kind.then(page, things);
    else if (answer.status() !== (kind.status ?? 200)) console.log(`${kind.name}: ${answer.status()}`);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width > 600 ? 800 : 740 });
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(folder, `${kind.name}-${width}-${colorScheme}.png`), fullPage: true });
      }
    }
    await context.close();
  }
  // The README's pictures, one screen each: docs/pictures holds copies.
  await mkdir(join(folder, "readme"), { recursive: true });
  for (const kind of pages.filter((kind) => README.includes(kind.name))) {
    const context = await contexts.open(kind.as, { viewport: { width: 1280, height: 860 }, colorScheme: "light" });
    const page = await context.newPage();
    await page.goto(address(pathOf(kind, things)));
    await page.screenshot({ path: join(folder, "readme", `${kind.name}.png`) });
    await context.close();
  }
  console.log(`${pages.length * WIDTHS.length * SCHEMES.length} pictures in ${folder}`);
} finally {
  await browser.close();
}
