package web

import (
	"html"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"fwptracker/api"
	"fwptracker/internal/auth"
	"fwptracker/internal/demo"
	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// reportDay is a day in the life of the demonstration.
var reportDay = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// The plan that the tests read, and what stands in it for the co-chairs, the secretariat and its leads alone.
const (
	reportedPlan = "example-wg-2024-26"
	hiddenTitle  = "Early warning by secure message"
	hiddenWords  = "Rules for use are drafted."
)

// everyRole is everybody who opens a page; "" is who has not signed in.
var everyRole = []string{"", "reader", "observer", "lead", "secretariat", "co_chair", "admin"}

// reportWorld is the pages and the API over the demonstration, with everybody signed in.
type reportWorld struct {
	tracker *tracker.Tracker
	auth    *auth.Authenticator
	handler http.Handler
	cookies map[string]string
}

// inReportWorld runs stories, one after the other, over one demonstration.
func inReportWorld(t *testing.T, stories map[string]func(*testing.T, *reportWorld)) {
	t.Helper()
	t.Parallel()
	engine := storetest.One(t)
	t.Run(engine, func(t *testing.T) {
		w := newReportWorld(t, storetest.Open(t, engine))
		for name, story := range stories {
			t.Run(name, func(t *testing.T) { story(t, w) })
		}
	})
}

func newReportWorld(t *testing.T, s *store.Store) *reportWorld {
	t.Helper()
	now := func() time.Time { return reportDay }
	shown, err := demo.Load(t.Context(), s, now, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	w := &reportWorld{tracker: tracker.New(s, tracker.Settings{Now: now, Zone: time.UTC}), cookies: map[string]string{}}
	w.auth = &auth.Authenticator{Store: s, Now: now, Today: w.tracker.Today, PublicReading: true}
	log, ip := slog.New(slog.DiscardHandler), func(*http.Request) string { return "192.0.2.1" }
	programs := api.New(api.Config{Tracker: w.tracker, Auth: w.auth, Log: log, Now: now, ClientIP: ip})
	people := New(Config{Tracker: w.tracker, Auth: w.auth, Passwords: auth.NewPasswords(), Log: log, Now: now, Zone: time.UTC, ClientIP: ip, SetEdition: api.SetEdition})
	w.handler = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if api.Answers(r.URL.Path) {
			programs.ServeHTTP(rw, r)
			return
		}
		people.ServeHTTP(rw, r)
	})
	for _, k := range shown.Tokens {
		in := w.send(t, "", "/sign-in", url.Values{"email": {k.Email()}, "password": {shown.Password}})
		for _, cookie := range in.Result().Cookies() {
			if cookie.Name == "fwp_session" {
				w.cookies[k.Role] = cookie.Value
			}
		}
		if w.cookies[k.Role] == "" {
			t.Fatalf("%s cannot sign in: %d %s", k.Role, in.Code, in.Body)
		}
	}
	return w
}

// do answers a request of a role's browser.
func (w *reportWorld) do(role string, r *http.Request) *httptest.ResponseRecorder {
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if role != "" {
		r.AddCookie(&http.Cookie{Name: "fwp_session", Value: w.cookies[role]})
	}
	return w.answer(r)
}

// answer answers a request as it stands.
func (w *reportWorld) answer(r *http.Request) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	w.handler.ServeHTTP(answer, r)
	return answer
}

// get opens an address.
func (w *reportWorld) get(t *testing.T, role, address string) *httptest.ResponseRecorder {
	t.Helper()
	return w.do(role, httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil))
}

// page opens an address that is to show a page, and gives its HTML.
func (w *reportWorld) page(t *testing.T, role, address string) string {
	t.Helper()
	answer := w.get(t, role, address)
	if answer.Code != http.StatusOK {
		t.Fatalf("%s for %q: %d\n%s", address, role, answer.Code, text(answer.Body.String()))
	}
	return answer.Body.String()
}

// send sends a form.
func (w *reportWorld) send(t *testing.T, role, address string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	return w.do(role, posted(t, address, form))
}

// posted is the sending of a form.
func posted(t *testing.T, address string, form url.Values) *http.Request {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// with is a form with one field changed.
func with(form url.Values, field, value string) url.Values {
	changed := maps.Clone(form)
	changed.Set(field, value)
	return changed
}

// actor is who a role's browser acts for.
func (w *reportWorld) actor(t *testing.T, role string) workplan.Actor {
	t.Helper()
	if role == "" {
		return w.auth.Anonymous()
	}
	visit, err := w.auth.Browser(t.Context(), w.cookies[role])
	if err != nil {
		t.Fatal(err)
	}
	return visit.Actor
}

// report is what the tracker answers a role.
func (w *reportWorld) report(t *testing.T, role string, ask tracker.ReportRequest) workplan.CompletionReport {
	t.Helper()
	r, err := w.tracker.CompletionReport(t.Context(), w.actor(t, role), reportedPlan, ask)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var (
	tags      = regexp.MustCompile(`<[^>]*>`)
	spaces    = regexp.MustCompile(`\s+`)
	ids       = regexp.MustCompile(`\sid="([^"]*)"`)
	links     = regexp.MustCompile(`<a [^>]*href="([^"]*)"`)
	tables    = regexp.MustCompile(`(?s)<table.*?</table>`)
	unscoped  = regexp.MustCompile(`<th(?:\s[^>]*)?>`)
	inline    = regexp.MustCompile(`<style|<script>|\sstyle=|\son[a-z]+=`)
	hiddens   = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)
	forms     = regexp.MustCompile(`(?s)<form[^>]*>.*?</form>`)
	wordsOnly = strings.NewReplacer("“", `"`, "”", `"`)
)

// text is what a page says, without its markup.
func text(page string) string {
	return wordsOnly.Replace(strings.TrimSpace(spaces.ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(page, " ")), " ")))
}

// linksIn lists the addresses to which a page leads that begin so.
func linksIn(page, beginning string) []string {
	var found []string
	for _, m := range links.FindAllStringSubmatch(page, -1) {
		if address := html.UnescapeString(m[1]); strings.HasPrefix(address, beginning) {
			found = append(found, address)
		}
	}
	return found
}

// sound holds a page to what every page promises.
func sound(t *testing.T, page string) {
	t.Helper()
	if n := strings.Count(page, "<h1"); n != 1 {
		t.Errorf("the page has %d headings of the first level", n)
	}
	seen := map[string]bool{}
	for _, m := range ids.FindAllStringSubmatch(page, -1) {
		if seen[m[1]] {
			t.Errorf("the id %q stands twice", m[1])
		}
		seen[m[1]] = true
	}
	if found := inline.FindString(page); found != "" {
		t.Errorf("the page has %q, which its policy forbids", found)
	}
	for _, table := range tables.FindAllString(page, -1) {
		if !strings.Contains(table, "<caption") {
			t.Errorf("a table has no caption: %.200s", table)
		}
		for _, head := range unscoped.FindAllString(table, -1) {
			if !strings.Contains(head, "scope=") {
				t.Errorf("a table has a heading without scope: %s", head)
			}
		}
	}
}

// bytesOf downloads what stands at an address.
func (w *reportWorld) bytesOf(t *testing.T, role, address string) []byte {
	t.Helper()
	answer := w.get(t, role, address)
	content, err := io.ReadAll(answer.Body)
	if err != nil || answer.Code != http.StatusOK {
		t.Fatalf("%s for %q: %d %v\n%.300s", address, role, answer.Code, err, content)
	}
	return content
}
