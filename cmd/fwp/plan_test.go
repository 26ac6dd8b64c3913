package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fwptracker/api"
)

// group is a database with one body, two leads, a co-chair, a secretariat and a focal point, as the commands see it.
type group struct {
	testing.TB
	e env
}

func newGroup(t testing.TB, e env) group {
	g := group{t, e}
	must(t, e, "user", "add", "--username", "ada", "--name", "Ada", "--email", "ada@example.org", "--role", "admin")
	g.api("ada", "POST /bodies", `{"code":"wg","name":"Working Group"}`)
	for _, m := range []string{"aland", "bland"} {
		g.api("ada", "POST /members", `{"code":"`+m+`","name":"`+m+`","kind":"state"}`)
		g.api("ada", "POST /bodies/wg/memberships", `{"member":"`+m+`","role":"member"}`)
	}
	for name, role := range map[string][]string{"chair": {"co_chair", "--body", "wg"}, "desk": {"secretariat", "--body", "wg"}, "lead": {"focal_point", "--member", "aland"}} {
		must(t, e, append([]string{"user", "add", "--username", name, "--name", name, "--email", name + "@example.org", "--role"}, role...)...)
	}
	return g
}

// api sends one request as a user and gives the answer.
func (g group) api(as, request, body string) string {
	g.Helper()
	method, path, _ := strings.Cut(request, " ")
	return g.fed(body, "api", method, path, "-", "--as", as)
}

// fed runs a command that succeeds with something on its standard input.
func (g group) fed(stdin string, args ...string) string {
	g.Helper()
	return must(g, env{"FWP_DATABASE_URL": g.e["FWP_DATABASE_URL"], "stdin": stdin}, args...)
}

// refused runs a command that is refused, and looks for what it is told.
func (g group) refused(code int, stdin string, command string, told ...string) {
	g.Helper()
	g.says(g.fails(code, stdin, command), told...)
}

// fails runs a command that does not succeed, and gives all that it printed.
func (g group) fails(code int, stdin string, command string) string {
	g.Helper()
	got, stdout, stderr := fwp(g, env{"FWP_DATABASE_URL": g.e["FWP_DATABASE_URL"], "stdin": stdin}, strings.Fields(command)...)
	if got != code {
		g.Errorf("fwp %s: exit code %d, want %d", command, got, code)
	}
	return stdout + stderr
}

// says looks for lines in what a command printed.
func (g group) says(out string, lines ...string) {
	g.Helper()
	for _, line := range lines {
		if !strings.Contains(out, line) {
			g.Errorf("missing %q in:\n%s", line, out)
		}
	}
}

// counts are the numbers of a report, reckoned by hand: all items, completed, withdrawn, carried over, and the completion rate.
type counts struct{ items, completed, withdrawn, carried, numerator, denominator int }

func (g group) counts(plan string) counts {
	g.Helper()
	var r api.CompletionReport
	if err := json.Unmarshal([]byte(must(g, g.e, "report", plan, "--form", "json")), &r); err != nil {
		g.Fatal(err)
	}
	rate := r.Headline.CompletionRate
	return counts{r.Headline.Items, r.Headline.ByStatus.Completed, r.Headline.ByStatus.Withdrawn, r.Headline.ByStatus.CarriedOver, rate.Numerator, rate.Denominator}
}

// Three plans from draft to closing, all by commands: what is open in one goes on in the next, split and merged, and what is closed stays as it was.
func TestALifeOfThreePlansAtTheCommandLine(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, _ string, e env) {
		g := newGroup(t, e)
		for n, plan := range []string{"first", "second", "third"} {
			g.api("desk", "POST /plans", `{"code":"`+plan+`","body":"wg","title":"The `+plan+` plan","predecessor":`+[]string{"null", `"first"`, `"second"`}[n]+`}`)
			g.api("desk", "POST /plans/"+plan+"/objectives", `{"number":1,"title":"All of it"}`)
		}
		for _, title := range []string{"Done in time", "To be split", "Half of one", "Other half", "Given up"} {
			g.api("desk", "POST /plans/first/items", `{"title":"`+title+`","objective":1,"leads":["aland"]}`)
		}
		g.refused(1, "", "plan endorse first --on 2021 --as desk", "403 forbidden", "co chair (in own body)")
		g.says(must(t, e, "plan", "endorse", "first", "--on", "2021", "--as", "chair"), "Plan first is endorsed, revision 1.")
		g.api("lead", "POST /plans/first/items/1.1/updates", `{"status":"completed","done":"All of it.","completed_on":"2022"}`)
		g.refused(1, "", "plan close first --as chair", "409 plan-has-open-items", "/items/1.2: planned", "/items/1.5: planned")
		template := must(t, e, "plan", "carry-over", "first", "--template", "--as", "desk")
		if strings.Count(template, `"plan": "second"`) != 4 || strings.Contains(template, "It is not done") {
			t.Errorf("the template: %s", template)
		}
		g.says(g.fed(template, "plan", "carry-over", "first", "-", "--preview", "--as", "desk"), "new item second/", "Nothing was changed.")
		g.says(must(t, e, "plan", "carry-over", "first", "--as", "desk"), `1.3 "Half of one", planned; leads: aland`, "suggested: carry into second", `It can go on in second "The second plan" (draft).`, `objective 1 "All of it"`)
		g.says(g.fails(1, `{"reason":"Agreed.","dispositions":[{"ref":"1.2","disposition":"carry","into":[{"plan":"second","objective":7}]}],"partial":true}`, "plan carry-over first - --preview --as desk"),
			"in the way: /dispositions/0/into/0/objective", "Nothing was changed.", "it would be refused: 1 fault in the way")
		file := filepath.Join(t.TempDir(), "first.json")
		if err := os.WriteFile(file, []byte(`{"reason":"Agreed.","dispositions":[
			{"ref":"1.2","disposition":"carry","into":[{"plan":"second","objective":1,"title":"One part"},{"plan":"second","objective":1,"title":"Another part"}]},
			{"ref":"1.3","disposition":"carry","into":[{"plan":"second","objective":1,"together":"halves","title":"Both halves"}]},
			{"ref":"1.4","disposition":"carry","into":[{"plan":"second","together":"halves"}]},
			{"ref":"1.5","disposition":"withdraw","reason":"Nobody asks for it."}]}`), 0o600); err != nil {
			t.Fatal(err)
		}
		g.says(must(t, e, "plan", "carry-over", "first", file, "--preview", "--as", "desk"), `1.2 "To be split": carried_over: new item second/1.1 "One part" and new item second/1.2 "Another part"`, "Nothing was changed.")
		g.refused(1, "", "plan carry-over first "+file+" --as desk", "403 forbidden")
		g.says(must(t, e, "plan", "carry-over", "first", file, "--as", "chair"), `1.3 "Half of one": carried_over: new item second/1.3 "Both halves"`, `1.4 "Other half": carried_over: new item second/1.3 "Both halves"`, `1.5 "Given up": withdrawn`)
		g.says(must(t, e, "plan", "carry-over", "first", file, "--as", "chair"), `1.2 "To be split": carried_over, as it was already: `)
		g.says(must(t, e, "plan", "close", "first", "--note", "At last.", "--as", "chair"), "Plan first is closed, revision 1.")
		first := must(t, e, "report", "first", "--form", "json")

		must(t, e, "plan", "endorse", "second", "--on", "2024", "--as", "chair")
		amendment := `{"reason":"It takes longer.","items":[{"ref":"1.1","set":{"due":"2030-Q1","leads":["aland","bland"]}}],"new_items":[{"title":"A new one","objective":1,"leads":["bland"]}]}`
		g.refused(1, `{"items":[{"ref":"1.1","set":{"due":"soon"}},{"ref":"7.7","set":{}}]}`, "plan amend second - --as chair", "422 invalid", "/items/0/set/due")
		g.says(g.fed(amendment, "plan", "amend", "second", "-", "--preview", "--as", "desk"), "would be number 1", "due: (nothing) -> 2030-Q1", "Nothing was changed.")
		g.says(g.fed(amendment, "plan", "amend", "second", "-", "--as", "chair"), "Amendment 1 of second, revision 2", "leads: aland -> aland, bland", `item 1.4 "A new one" was added`)
		g.refused(1, amendment, `plan amend second - --if-match "1-0000000000000000" --as chair`, "412 stale")
		g.says(must(t, e, "plan", "revisions", "second", "--as", "lead"), "Plan second from revision 1 to 2:", "due: (nothing) -> 2030-Q1")
		g.api("lead", "POST /plans/second/items/1.1/updates", `{"status":"completed","done":"One part.","completed_on":"2024"}`)
		g.says(g.fed(`{"reason":"Agreed.","dispositions":[{"ref":"1.2","disposition":"carry","into":[{"plan":"third","objective":1}]},
			{"ref":"1.3","disposition":"carry","into":[{"plan":"third","objective":1}]},{"ref":"1.4","disposition":"complete","completed_on":"2025","done":"Done late."}]}`,
			"plan", "carry-over", "second", "-", "--as", "chair"), `1.4 "A new one": completed`, `new item third/1.2 "Both halves"`)
		must(t, e, "plan", "close", "second", "--as", "chair")
		must(t, e, "plan", "endorse", "third", "--on", "2026", "--as", "chair")

		for plan, want := range map[string]counts{"first": {5, 1, 1, 3, 1, 1}, "second": {4, 2, 0, 2, 2, 2}, "third": {2, 0, 0, 0, 0, 2}} {
			if got := g.counts(plan); got != want {
				t.Errorf("%s: %+v, reckoned by hand %+v", plan, got, want)
			}
		}
		if again := must(t, e, "report", "first", "--form", "json"); again != first {
			t.Error("the report of the first plan changed after its closing")
		}
		g.says(must(t, e, "item", "history", "third", "1.2", "--as", "lead"), "Continues second/1.3.")
		g.says(must(t, e, "item", "history", "second", "1.3", "--as", "lead"), "Continues first/1.3.", "Continues first/1.4.", "entered  by chair", "plan_endorsed  by chair", "plan_closed  by chair")
		g.refused(1, "", "plan reopen first --reason Early. --as desk", "403 forbidden")
		g.says(must(t, e, "plan", "reopen", "first", "--reason", "Item 1.5 is asked for after all.", "--as", "chair"), "Plan first is endorsed, revision 1.")
		if out := must(t, e, "verify"); !strings.Contains(out, ", 0 wrong") {
			t.Errorf("verify: %s", out)
		}
	})
}

func TestCommandsThatActSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, _ string, e env) {
		g := newGroup(t, e)
		g.refused(2, "", "plan close first", "--as")
		g.refused(2, "", "plan close --as chair", "the code of one plan")
		g.refused(2, "", "plan close first --as nobody", `there is no user "nobody"`, "fwp user list")
		g.refused(1, "", "plan close first --as chair", "There is no plan first that you may see. (404 not-found)")
		g.refused(2, "", "plan amend first /no/such/file --as chair", "no such file")
		g.refused(2, "", "plan carry-over first --preview --as chair", "--template")
		g.refused(2, "", "api PUT /plans --as chair", `there is no method "PUT"`)
		g.refused(2, "", "api GET plans --as chair", "no path such as")
		g.refused(2, "", "api GET --as chair", "a method, a path")
		g.refused(2, "", "api GET /plans --idempotency-key letter-1 --as chair", "goes with POST")
		g.refused(1, "", "api GET /plans?sort=wish --as chair", "?sort")
		g.refused(1, "{", "api POST /plans - --as chair", "400 malformed")
		g.refused(1, "", "api POST /plans --as chair", "The body is empty")
		g.refused(1, "{}", "api POST /proposals/1/support/withdraw - --if-match now --as lead", "There is no proposal 1")
		g.refused(2, "", "item history first --as chair", "the ref of an item")
		g.refused(1, "", "item history first 1.1 --as chair", "404 not-found")
		must(t, e, "user", "disable", "--username", "chair")
		g.refused(1, "", "plan close first --as chair", "chair is disabled")
		g.refused(1, "", "api GET /plans?known_at="+time.Now().UTC().Add(-time.Second).Format(time.RFC3339)+" --as lead", "?known_at", "is final a minute later")
		if out := must(t, e, "api", "get", "/api/v1/me", "--as", "lead"); !strings.Contains(out, `"username": "lead"`) {
			t.Errorf("me: %s", out)
		}
	})
}

// A proposal is made, supported and accepted with the one command for everything; repeated under its key, it is made once.
func TestAProposalAtTheCommandLine(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, _ string, e env) {
		g := newGroup(t, e)
		today := time.Now().UTC().Format(time.DateOnly)
		g.api("desk", "POST /bodies/wg/proposal-windows", `{"opens":"`+today+`","closes":"2099-12-31","title":"The next plan","open_to":"members"}`)
		for range 2 {
			g.says(g.fed(`{"body":"wg","title":"Train judges"}`, "api", "POST", "/proposals", "-", "--idempotency-key", "letter-1", "--as", "lead"), `"number": 1`, `"proposed_by": "aland"`)
		}
		g.refused(1, `{"body":"wg","title":"Train all judges"}`, "api POST /proposals - --idempotency-key letter-1 --as lead", "422 key-reused")
		g.refused(1, `{"body":"wg","title":"Train the judges"}`, "api POST /proposals - --as lead", "proposal 1 (Train judges)", "409 similar-found")
		g.api("desk", "POST /proposals/1/support", `{"member":"bland","text":"Would co-lead."}`)
		g.api("chair", "POST /plans", `{"code":"next","body":"wg","title":"The next plan"}`)
		g.api("chair", "POST /plans/next/objectives", `{"number":1,"title":"One"}`)
		out := g.fed(`{"plan":"next","objective":1,"leads":["aland"],"reason":"Agreed."}`, "api", "POST", "/proposals/1/accept", "-", "--if-match", "now", "--as", "chair")
		g.says(out, `"state": "accepted"`, `"item": "next/1.1"`)
		g.says(must(t, e, "item", "history", "next", "1.1", "--as", "lead"), "proposed", "by lead", "Proposal 1: Train judges", "Proposal 1 was accepted: Agreed.")
		if out := must(t, e, "verify"); !strings.Contains(out, ", 0 wrong") {
			t.Errorf("verify: %s", out)
		}
	})
}
