// Lighthouse on several pages, with one browser.
//   node tools/lighthouse.mjs PROGRAM OPTIONS URL...
// prints one line of JSON for each page: its address and Lighthouse's report.
// OPTIONS is JSON: what to give to Lighthouse, besides.

import {launch} from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, options, ...urls] = process.argv.slice(2);
const chrome = await launch({
  chromePath, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"],
});
try {
  for (const url of urls) {
    const ran = await lighthouse(url, {
      port: chrome.port, logLevel: "error", output: "json", disableFullPageScreenshot: true,
      ...JSON.parse(options),
    });
    console.log(JSON.stringify({url, report: ran.lhr}));
  }
} finally {
  chrome.kill();
}
