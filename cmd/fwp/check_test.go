package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"fwptracker/api"
)

func TestReadmeHasTheRulesOfTheCheck(t *testing.T) {
	t.Parallel()
	readmeHolds(t, "check rules", must(t, env{}, "check", "--rules"))
}

func TestCheckFindsWhatTheDemonstrationIsKnownFor(t *testing.T) {
	t.Parallel()
	e, _ := demoDatabase(t)
	all := must(t, e, "check")
	for _, want := range []string{
		"example-wg-2021-23: Forward Work Plan 2021-23 (fictional), as of ",
		"wg-tip-2015-17: ", "WARNING  Without a recorded lead (no-lead): 9\n    1, 2, 3, 4, 5, 6, 7, 8, 9\n",
		"0 errors",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("it does not find %q:\n%s", want, all)
		}
	}
	const before = "check example-wg-2021-23 --as-of 2024-02-26 --known-at 2024-02-26T12:00:00Z" // its items were carried over
	for call, want := range map[string]string{
		before:                       "WARNING  Goes on in a later plan, but is open in this one (carried-on-but-open): 6\n",
		before + " --fail-on none":   `    item 2.3 "Training of trainers for labour inspectors": In progress here since 8 February 2022, and goes on as example-wg-2024-26/2.1.` + "\n",
		before + " --quiet-days 180": "    What to do: Decide on the item here: completed, withdrawn or carried over.\n",
		"check wg-tip-2021-23 --as-of meeting:wg-tip-9 --rule no-report": "item 2 \"Research on legislative approaches to links between forced marriage and trafficking in persons in the Asia-Pacific\": Last reported on 6 December 2022, 337 days ago.",
		"check --body teg-rr":                   "plan \"TEG-RR Forward Work Plan\": No item is recorded.",
		"check --known-at 2001-01-01T00:00:00Z": "There is no plan to check.",
	} {
		if out := must(t, e, strings.Fields(call)...); !strings.Contains(out, want) {
			t.Errorf("fwp %s:\n%s\nwant %s", call, out, want)
		}
	}
}

// TestExitCodesOfCheck asks the real program.
func TestExitCodesOfCheck(t *testing.T) {
	t.Parallel()
	e, _ := demoDatabase(t)
	for call, want := range map[string]int{
		"check":                   0, // there are warnings, and no error
		"check --fail-on warning": 1,
		"check example-wg-2024-26 --fail-on advice":                1,
		"check example-wg-2024-26 --fail-on none":                  0,
		"check --rule completed-without-evidence --fail-on advice": 0,
		"check wg-tip-2015-17 --rule no-lead --fail-on warning":    1,
		"check --fail-on advice --known-at 2001-01-01T00:00:00Z":   0,
		"check no-such-plan":                            2,
		"check --body no-such-body":                     2,
		"check example-wg-2024-26 --as-of 2199-01-01":   2,
		"check example-wg-2024-26 --as-of meeting:none": 2,
		"check --fail-on often":                         2,
		"check --rules":                                 0,
		"check --database sqlite:///nowhere/none.db":    1,
	} {
		if got := startProcess(t, e, strings.Fields(call)...).exit(t); got != want {
			t.Errorf("fwp %s: exit code %d, want %d", call, got, want)
		}
	}
}

// TestAWaiverQuietensTheCheck by the API, while the service runs; the finding is still told, apart.
func TestAWaiverQuietensTheCheck(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, _ string, e env) {
		tokens := tokensIn(must(t, e, "demo"))
		r := serving(t, e)
		code, before, _ := fwp(t, e, "check", "example-wg-2024-26", "--rule", "overdue-without-new-date", "--fail-on", "warning")
		if code != 1 || !strings.Contains(before, "item 4.2") {
			t.Fatalf("exit code %d: %s", code, before)
		}
		resp, body := ask(t, "POST", r.url+"/api/v1/plans/example-wg-2024-26/waivers", `{"rule":"overdue-without-new-date","subject":"item 4.2","reason":"The panel meets\nin spring."}`,
			"Authorization", "Bearer "+tokens["secretariat"], "Content-Type", "application/json")
		if resp.StatusCode != http.StatusCreated {
			t.Fatalf("%d %s", resp.StatusCode, body)
		}
		after := must(t, e, "check", "example-wg-2024-26", "--rule", "overdue-without-new-date", "--fail-on", "advice")
		for _, want := range []string{"Waived, and not counted:\n    item 4.2, overdue-without-new-date: Due 4th quarter of 2025", "waiver 1: The panel meets in spring.", "0 findings: 0 errors, 0 warnings, 0 advice; 1 waived."} {
			if !strings.Contains(after, want) {
				t.Errorf("it does not say %q:\n%s", want, after)
			}
		}
		var plans []api.PlanCheck
		if err := json.Unmarshal([]byte(must(t, e, "check", "--format", "json", "--fail-on", "none")), &plans); err != nil {
			t.Fatal(err)
		}
		for _, p := range plans {
			told := api.SeverityCounts{}
			for _, f := range p.Findings {
				if f.Waiver == nil {
					*map[api.Severity]*int{api.SeverityError: &told.Error, api.SeverityWarning: &told.Warning, api.SeverityAdvice: &told.Advice}[f.Severity]++
				}
			}
			if told != p.BySeverity || told.Error+told.Warning+told.Advice != p.Standing {
				t.Errorf("%s counts %+v of %+v", p.Plan, p.BySeverity, told)
			}
		}
		must(t, e, "verify")
	})
}
