package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"fwptracker/api"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// failOnNothing is the --fail-on that no finding reaches.
const failOnNothing workplan.Severity = "none"

func (p *program) checkCommand() *cli.Command {
	return &cli.Command{Name: "check", Usage: "check plans for what is missing, late or contradictory", ArgsUsage: "[PLAN ...]",
		Flags: append([]cli.Flag{
			&cli.StringSliceFlag{Name: "body", Usage: "check all plans of this body, such as wg-tip (default all plans there are)"},
			&cli.StringFlag{Name: "as-of", Usage: "check the plan as it stood on this day, or meeting:CODE for the last day of a meeting (default today)"},
			&cli.StringFlag{Name: "known-at", Usage: "use only what had been recorded by this moment, such as 2023-11-08T17:00:00Z (default now)"},
			&cli.StringSliceFlag{Name: "rule", Usage: "apply only this rule; \"fwp check --rules\" lists them"},
			&cli.IntFlag{Name: "quiet-days", Usage: "after how many days without a report an item is quiet", Value: workplan.DefaultQuietDays},
			&cli.StringFlag{Name: "format", Usage: "text or json", Value: "text"},
			&cli.StringFlag{Name: "fail-on", Usage: "exit with 1 where findings as bad as this stand: error, warning, advice or none", Value: string(workplan.SeverityError)},
			&cli.BoolFlag{Name: "rules", Usage: "print the rules, why each matters and what to do, and check nothing"},
		}, databaseFlags()...),
		Description: "Looks at plans as a careful secretariat would before a meeting, and prints what it finds by rule, with what to do about it:\n\n" +
			"  fwp check wg-tip-2024-26                                   one plan, today\n" +
			"  fwp check wg-tip-2021-23 --as-of meeting:wg-tip-9          as it stood at the end of a meeting\n" +
			"  fwp check --body wg-tip --fail-on warning                  all plans of a body, for a script\n" +
			"  fwp check wg-tip-2024-26 --rule no-report --quiet-days 90  who has been quiet for a quarter\n\n" +
			"A finding that has been waived (POST /plans/PLAN/waivers in the API) is printed apart, with who waived it and why, and does not count.\n" +
			"Exit codes: 0 nothing as bad as --fail-on stands, 1 something does, 2 called wrongly or no such plan.\n" +
			"It changes nothing, so it wants a database whose schema is of this program's version. It may run while the service runs.",
		Action: p.check}
}

func (p *program) check(ctx context.Context, c *cli.Command) error {
	if c.Bool("rules") {
		_, err := fmt.Fprint(p.stdout, workplan.CheckRulesTable())
		return err
	}
	ask, err := checkRequest(c)
	if err != nil {
		return err
	}
	failOn := workplan.Severity(c.String("fail-on"))
	return p.reading(ctx, c, func(t *tracker.Tracker) error {
		checked, err := t.CheckPlans(ctx, ask)
		if kind := workplan.KindOf(err); kind == workplan.NotFound || kind == workplan.Invalid {
			return wrongUse("%v", oneLine{err})
		}
		if err != nil {
			return err
		}
		failing := 0
		for n := range checked {
			checked[n].PlanCheck = checked[n].Narrowed(c.StringSlice("rule"), nil)
			if checked[n].Fails(failOn) {
				failing++
			}
		}
		if err := p.sayChecks(checked, c.String("format")); err != nil || failing == 0 {
			return err
		}
		return fmt.Errorf("findings of severity %s or worse stand in %d of %s", failOn, failing, countOf(len(checked), "plan"))
	})
}

// checkRequest reads from the command line what is to be checked.
func checkRequest(c *cli.Command) (tracker.CheckRequest, error) {
	ask := tracker.CheckRequest{Plans: c.Args().Slice(), Bodies: c.StringSlice("body"), QuietDays: c.Int("quiet-days")}
	if len(ask.Plans) > 0 && len(ask.Bodies) > 0 {
		return ask, wrongUse("name plans, or bodies with --body, not both")
	}
	if ask.QuietDays < 1 || ask.QuietDays > workplan.MaxQuietDays {
		return ask, wrongUse("--quiet-days must be from 1 to %d", workplan.MaxQuietDays)
	}
	for _, rule := range c.StringSlice("rule") {
		if _, known := workplan.RuleOfCheck(rule); !known {
			return ask, wrongUse("there is no rule %q; there are: %s", rule, strings.Join(workplan.CheckRuleIDs(), ", "))
		}
	}
	if err := oneOf(c.String("format"), "text", "json"); err != nil {
		return ask, wrongUse("--format: %v", err)
	}
	if err := oneOf(c.String("fail-on"), "error", "warning", "advice", string(failOnNothing)); err != nil {
		return ask, wrongUse("--fail-on: %v", err)
	}
	var err error
	if meeting, ok := strings.CutPrefix(c.String("as-of"), "meeting:"); ok {
		ask.Meeting = meeting
	} else if day := c.String("as-of"); day != "" {
		if ask.AsOf, err = workplan.ParseDate(day); err != nil {
			return ask, wrongUse("--as-of: %v", err)
		}
	}
	if moment := c.String("known-at"); moment != "" {
		if ask.KnownAt, err = time.Parse(time.RFC3339, moment); err != nil {
			return ask, wrongUse("--known-at: %q is not a moment such as 2023-11-08T17:00:00Z", moment)
		}
	}
	return ask, nil
}

func (p *program) sayChecks(checked []tracker.CheckedPlan, format string) error {
	if format == "json" {
		plans := make([]api.PlanCheck, len(checked))
		for n, c := range checked {
			plans[n] = api.PublishedCheck(c)
		}
		out := json.NewEncoder(p.stdout)
		out.SetEscapeHTML(false)
		out.SetIndent("", "  ")
		return out.Encode(plans)
	}
	for n, c := range checked {
		if n > 0 {
			p.say("")
		}
		p.sayCheck(c)
	}
	if len(checked) == 0 {
		p.say("There is no plan to check.")
	}
	return nil
}

// sayCheck prints what was found in a plan: by rule what counts, then what is waived, and last the numbers.
func (p *program) sayCheck(c tracker.CheckedPlan) {
	p.say("%s: %s, as of %s", c.Code, c.Title, c.View.AsOf)
	for _, of := range c.ByRule {
		if of.Standing > 0 {
			p.sayFindings(of, c.Of(of.Rule, false))
		}
	}
	if c.Waived > 0 {
		p.say("\n  Waived, and not counted:")
	}
	for _, f := range c.Findings {
		if f.Waiver != nil {
			p.say("    %s, %s: %s\n      by %s, waiver %d: %s", f.Subject, f.Rule, f.Detail, f.Waiver.MadeBy, f.Waiver.Number, strings.Join(strings.Fields(f.Waiver.Reason), " "))
		}
	}
	for _, w := range c.Idle {
		p.say("\n  Waiver %d (%s on %s, by %s) is idle: its finding is gone.", w.Number, w.Rule, w.Subject(), w.MadeBy)
	}
	for _, u := range c.Unchecked {
		p.say("\n  Not checked: %s. %s", u.Rule, u.Why)
	}
	p.say("\n  %s: %s, %s, %d advice; %d waived.", countOf(c.Standing, "finding"), countOf(c.BySeverity[workplan.SeverityError], "error"),
		countOf(c.BySeverity[workplan.SeverityWarning], "warning"), c.BySeverity[workplan.SeverityAdvice], c.Waived)
}

// sayFindings prints the findings of a rule; where each says only that something is not recorded, their subjects in one line.
func (p *program) sayFindings(of workplan.RuleCount, found []workplan.Finding) {
	rule, _ := workplan.RuleOfCheck(of.Rule)
	p.say("\n  %s  %s (%s): %d", strings.ToUpper(string(rule.Severity)), rule.Title, rule.ID, of.Standing)
	if rule.Gap {
		var refs []string
		for _, f := range found {
			refs = append(refs, f.Subject.Ref)
		}
		for line := range slices.Chunk(refs, 15) {
			p.say("    %s", strings.Join(line, ", "))
		}
	} else {
		for _, f := range found {
			p.say("    %s %q: %s", f.Subject, f.Title, f.Detail)
		}
	}
	p.say("    What to do: %s", rule.Do)
}

func countOf(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
