// [data-live]: a running job. Its fragment is asked for again until it no longer carries the attribute.
import { say } from "./say.js";

async function follow(job) {
  let pause = 800;
  while (job.isConnected && job.dataset.live) {
    await new Promise((resolve) => setTimeout(resolve, document.hidden ? 5000 : pause));
    pause = Math.min(pause * 1.15, 4000);
    let next;
    try {
      const answer = await fetch(job.dataset.live, { headers: { "X-Fragment": "1" }, credentials: "same-origin" });
      if (!answer.ok) continue;
      next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-state]");
    } catch {
      continue; // The line is down; the next round tries again.
    }
    if (!next) return;
    const focused = job.contains(document.activeElement);
    job.replaceWith(next);
    job = next;
    if (focused) job.querySelector("button, a")?.focus();
  }
  say(job.textContent.replace(/\s+/g, " ").trim());
  if (job.dataset.state === "done" || job.dataset.state === "failed") location.reload();
}

export function liveJobs() {
  for (const job of document.querySelectorAll("[data-live]")) follow(job);
}
