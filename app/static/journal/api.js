/**
 * Talk to the server in the name of the one person for whom this page was made.
 *
 * A session's CSRF token is worth nothing in another session, and it is renewed only for the same
 * person: so whatever happens in other tabs, no request leaves here under another sign-in.
 */

export const Outcome = Object.freeze({
  OK: "ok",
  OFFLINE: "offline", // no connection, or a server in trouble: try again later
  SIGN_IN: "sign-in", // nobody is signed in
  OTHER: "other-person", // somebody else is
  REFUSED: "refused", // the server says no, with a sentence
});

// Who opened a page of this browser last. A hint only, for another tab may have signed in since
// this page was made: then nothing leaves before the server was asked. The token is the guarantee.
const LAST = "journal-last-user";

function remember(user) {
  try {
    localStorage.setItem(LAST, user);
  } catch {
    // no storage: every request asks the token alone
  }
}

const mine = document.querySelector('meta[name="journal-user"]')?.content;
if (mine) remember(mine);

const WHOAMI = "/journals/whoami";
const tokenHolder = () => document.querySelector('meta[name="csrf-token"]');

async function attempt(method, url, body) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") {
    headers["X-CSRFToken"] = tokenHolder()?.content ?? "";
    headers["Content-Type"] = "application/json";
  }
  const answer = await fetch(url, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    credentials: "same-origin",
    redirect: "manual",
    cache: "no-store",
  });
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  return { status: answer.type === "opaqueredirect" ? 401 : answer.status,
           data: isJson ? await answer.json() : {} };
}

/** Ask who is signed in; take a fresh token where it is still `user`. */
async function renew(user) {
  const { status, data } = await attempt("GET", WHOAMI);
  if (status >= 500) return Outcome.OFFLINE;
  if (!data.user_id) return Outcome.SIGN_IN;
  if (String(data.user_id) !== String(user)) return Outcome.OTHER;
  const holder = tokenHolder();
  if (holder) holder.content = data.token;
  remember(String(user));
  return Outcome.OK;
}

/**
 * Do `method` on `url` for `user`. Never throws: returns {outcome, status, data}.
 */
export async function call(user, method, url, body) {
  try {
    if ((localStorage.getItem(LAST) ?? String(user)) !== String(user)) {
      const now = await renew(user);
      if (now !== Outcome.OK) return { outcome: now, status: 0, data: {} };
    }
    let answer = await attempt(method, url, body);
    if (answer.status === 400 || answer.status === 401) {
      // A stale token reads as 400: another sign-in took place since this page was made.
      const renewed = await renew(user);
      if (renewed !== Outcome.OK) return { outcome: renewed, status: answer.status, data: {} };
      answer = await attempt(method, url, body);
    }
    if (answer.status === 401) return { outcome: Outcome.SIGN_IN, ...answer };
    if (answer.status >= 500 || answer.status === 429) return { outcome: Outcome.OFFLINE, ...answer };
    return { outcome: answer.status < 400 ? Outcome.OK : Outcome.REFUSED, ...answer };
  } catch {
    return { outcome: Outcome.OFFLINE, status: 0, data: {} };
  }
}
