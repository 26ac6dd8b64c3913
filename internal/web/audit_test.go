package web_test

import (
	"context"
	"database/sql"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestTheAuditShowsToEachWhatTheyMayReadOfIt(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		must[tracker.ItemReading](t)(l.CreateItem(context.Background(), as("desk"), "d", workplan.NewItem{Ref: "1", ItemContent: workplan.ItemContent{Title: "Was <i>this</i>", Nature: workplan.NatureOneOff, Audience: workplan.AudienceChairs}}))
		must[tracker.ItemReading](t)(l.EditItem(context.Background(), as("desk"), "d", "1", nil, func(i *workplan.ItemContent) error { i.Title = "Is <b>that</b>"; return nil }))
		all := []string{"Item edited: ", `<a href="/plans/d/items/1">item 1 of Plan zqplanchairs harbour</a>`, `<td class="prose">Was &lt;i&gt;this&lt;/i&gt;</td><td class="prose">Is &lt;b&gt;that&lt;/b&gt;</td>`,
			`by <a href="/audit?actor=desk">desk</a>`, "secretariat, in own body", "<code>"}
		for who, c := range map[string]struct{ shown, hidden []string }{
			"chair": {slices.Concat(all, []string{`href="/audit/verify"`}), []string{"User entered:", "Signed in:"}},
			"desk":  {slices.Concat(all, []string{`href="/audit/verify"`}), []string{"User entered:", "Signed in:"}},
			"ana":   {[]string{"post status update: update p/1.1/3", `<h2>Status update posted: <a href="/plans/p/items/1.1">update 3 on item 1.1 of Plan zqplanpublic harbour</a></h2>`, "items that your members lead"}, slices.Concat(all[:3], []string{"/audit/verify", "p/1.4", "Plan entered:"})},
			"ben":   {[]string{"create item: item p/1.4"}, slices.Concat(all[:3], []string{"/audit/verify", "p/1.1"})},
			"gus":   {[]string{"Nothing is recorded yet."}, slices.Concat(all, []string{"p/1.1"})},
			"root":  {[]string{"Signed in: ", "user rita", `href="/audit/verify"`}, slices.Concat(all[:3], []string{"p/1.1"})},
		} {
			l.says(who, main(l.read(who, "/audit")), c.shown, c.hidden)
		}
		if status, _ := l.get("rita", "/audit"); status != http.StatusForbidden {
			t.Errorf("a reader reads the audit: %d", status)
		}
		if status, _ := l.get("", "/audit"); status != http.StatusSeeOther {
			t.Errorf("one who has not signed in reads the audit: %d", status)
		}
		l.says("the item of ana", main(l.read("ana", "/plans/p/items/1.1")), []string{`href="/audit?plan=p&amp;ref=1.1"`}, nil)
		l.says("the item of rita", main(l.read("rita", "/plans/p/items/1.1")), nil, []string{"/audit"})
	})
}

func TestTheAuditIsNarrowedByItsAddress(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.now = l.now.Add(48 * time.Hour)
		must[tracker.ItemReading](t)(l.CreateItem(context.Background(), as("desk"), "d", workplan.NewItem{Ref: "900", ItemContent: workplan.ItemContent{Title: "Entered later", Nature: workplan.NatureOneOff, Audience: workplan.AudienceChairs}}))
		must[tracker.ItemReading](t)(l.EditItem(context.Background(), as("desk"), "d", "900", nil, func(i *workplan.ItemContent) error { i.Title = "Edited later"; return nil }))
		all := must[workplan.Listing[workplan.AuditEntry]](t)(l.ListAudit(context.Background(), l.actor("chair"), workplan.AuditFilter{}, workplan.Page{Limit: 200})).Rows
		number := regexp.MustCompile(`<dd>(\d+) · Working group</dd>`)
		later := func(e workplan.AuditEntry) bool {
			return !e.RecordedAt.Before(time.Date(2024, 9, 3, 0, 0, 0, 0, time.UTC))
		}
		for address, keeps := range map[string]func(e workplan.AuditEntry) bool{
			"/audit?action=endorse+plan": func(e workplan.AuditEntry) bool { return e.Action == "endorse plan" }, "/audit?actor=ana": func(e workplan.AuditEntry) bool { return e.Actor == "ana" },
			"/audit?plan=p": func(e workplan.AuditEntry) bool { return e.Plan == "p" }, "/audit?plan=p&ref=1.4": func(e workplan.AuditEntry) bool { return e.Plan == "p" && e.Ref == "1.4" },
			"/audit?actor=ana&action=create+opening": func(e workplan.AuditEntry) bool { return e.Actor == "ana" && e.Action == "create opening" }, "/audit?from=2024-09-03": later,
			"/audit?to=2024-09-02": func(e workplan.AuditEntry) bool { return !later(e) }, "/audit?from=2024-09-02&to=2024-09-03": func(e workplan.AuditEntry) bool { return !later(e) },
		} {
			var want []string
			for _, e := range all {
				if keeps(e) {
					want = append(want, strconv.FormatInt(int64(e.Seq), 10))
				}
			}
			if len(want) == 0 || len(want) == len(all) {
				t.Fatalf("%s would keep %d of %d entries: no test of it", address, len(want), len(all))
			}
			if found := l.through("chair", address, number); !slices.Equal(found, want) {
				t.Errorf("%s shows %v\nwant %v", address, found, want)
			}
		}
		for _, address := range []string{"/audit?to=2024-09-01", "/audit?from=2024-09-05", "/audit?chain=system", "/audit?actor=nobody", "/audit?action=nothing", "/audit?plan=nowhere", "/audit?plan=p&ref=9.9"} {
			if found := l.through("chair", address, number); len(found) > 0 {
				t.Errorf("%s shows %v", address, found)
			}
		}
		l.many(60)
		whole := regexp.MustCompile(`<dd>(\d+) · Working group</dd>`)
		found := l.through("chair", "/audit?chain=wg", whole)
		list := must[workplan.Listing[workplan.AuditEntry]](t)(l.ListAudit(context.Background(), l.actor("chair"), workplan.AuditFilter{}, workplan.Page{Limit: 200}))
		if len(found) != len(list.Rows) || distinct(found) != len(found) || found[0] != fmt.Sprint(list.Rows[0].Seq) {
			t.Errorf("page by page %d entries, %d of them different; there are %d", len(found), distinct(found), len(list.Rows))
		}
		for _, at := range []string{"/audit?from=soon", "/audit?to=2024-13-01", "/audit?after=damaged"} {
			if status, _ := l.get("chair", at); status != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d", at, status)
			}
		}
	})
}

// behindLibrary runs a test in a library on each engine, with raw SQL behind its back and the guards of the audit taken off.
func behindLibrary(t *testing.T, test func(t *testing.T, l *library, exec func(string))) {
	t.Helper()
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			address := storetest.URL(t, engine)
			s := must[*store.Store](t)(store.Open(context.Background(), address))
			t.Cleanup(func() { _ = s.Close() }) // the test is over
			driver, dsn, table := "pgx", address, " ON audit_entries"
			if engine == store.SQLite {
				driver, dsn, table = "sqlite", "file:"+strings.TrimPrefix(address, "sqlite://")+"?_pragma=busy_timeout(5000)", ""
			}
			db := must[*sql.DB](t)(sql.Open(driver, dsn))
			t.Cleanup(func() { _ = db.Close() }) // the test is over
			exec := func(statement string) {
				t.Helper()
				must[sql.Result](t)(db.Exec(statement))
			}
			l := libraryIn(t, s)
			for _, trigger := range []string{"audit_entries_stay", "audit_entries_last"} {
				exec("DROP TRIGGER IF EXISTS " + trigger + table)
			}
			test(t, l, exec)
		})
	}
}

func TestTheAuditIsVerifiedOnItsPage(t *testing.T) {
	behindLibrary(t, func(t *testing.T, l *library, exec func(string)) {
		verifies := func(who, chain string) string {
			t.Helper()
			w := l.posts(who, "/audit/verify", url.Values{"chain": {chain}})
			if w.Code != http.StatusOK {
				t.Fatalf("%s verifies %q: %d\n%s", who, chain, w.Code, main(w.Body.String()))
			}
			return w.Body.String()
		}
		l.says("before", main(l.read("chair", "/audit/verify")), []string{"Verify now", "Checked only by fwp verify"}, []string{"It holds", "broken"})
		list := must[workplan.Listing[workplan.AuditEntry]](t)(l.ListAudit(context.Background(), l.actor("chair"), workplan.AuditFilter{}, workplan.Page{Limit: 1}))
		head := list.Rows[0]
		l.says("whole", main(verifies("chair", "wg")), []string{"It holds", fmt.Sprintf("%d entries of the chain of Working group hold.", head.Seq), head.Hash, "of 2 of 2 plans", "records of its plans are what it tells"}, []string{"broken", "differ"})
		l.says("of users and settings", main(verifies("root", "")), []string{"It holds", "entries of the chain of Users and settings hold."}, []string{"plans</dd>", head.Hash})

		exec("UPDATE action_items SET title = 'Forged title' WHERE plan = 'p' AND ref = '1.3'")
		l.says("a forged item", main(verifies("desk", "wg")), []string{"The chain holds, but records differ from it", "item p/1.3: title is not what was recorded", "runs fwp verify"}, []string{"It holds"})
		exec("UPDATE audit_entries SET actor = 'mallory' WHERE chain = 'wg' AND seq = 7")
		l.says("a forged entry", main(verifies("chair", "wg")), []string{"The chain of Working group is broken", "Entries 1 to 6 hold.", "number 7 was edited", "runs fwp verify"}, []string{"It holds"})
		l.says("the other chain", main(verifies("root", "system")), []string{"It holds"}, []string{"mallory", "broken"})

		for who, chains := range map[string][]string{"rita": {"", "wg"}, "ana": {"", "wg"}, "gus": {""}, "root": {"wg"}, "chair": {"system", "none"}} {
			for _, chain := range chains {
				status, _ := l.get(who, "/audit/verify?chain="+chain)
				sent := l.posts(who, "/audit/verify", url.Values{"chain": {chain}})
				if status != http.StatusForbidden || sent.Code != status || strings.Contains(sent.Body.String(), "mallory") {
					t.Errorf("%s verifies %q: %d and %d", who, chain, status, sent.Code)
				}
			}
		}
		if status, _ := l.get("", "/audit/verify"); status != http.StatusSeeOther {
			t.Errorf("one who has not signed in: %d", status)
		}
		if w := l.sends(l.pages, l.secretOf("chair"), "cross-site", "/audit/verify", url.Values{"chain": {"wg"}}); w.Code != http.StatusForbidden {
			t.Errorf("another site has it verified: %d", w.Code)
		}
	})
}

// TestEveryEntryIsSaidInWords: nothing that was done in a body and with its people stands on the page as it is recorded.
func TestEveryEntryIsSaidInWords(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.adopted()
		entries := 0
		for _, who := range []string{"chair", "root"} {
			for _, read := range []func(who, address string) string{l.read, l.inIndonesian} {
				for next := "/audit"; next != ""; {
					page := read(who, next)
					for _, heading := range entryHeading.FindAllStringSubmatch(page, -1) {
						if entries++; strings.ToUpper(heading[1]) != heading[1] {
							t.Errorf("%s: %s", next, heading[0])
						}
					}
					if next = ""; nextLink.MatchString(page) {
						next = html.UnescapeString(nextLink.FindStringSubmatch(page)[1])
					}
				}
			}
		}
		if entries < 100 {
			t.Errorf("%d entries", entries)
		}
	})
}

// entryHeading finds with what a heading begins.
var entryHeading = regexp.MustCompile(`<h2>(.)[^<]*`)
