package main

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"

	"fwptracker/api"
)

func (p *program) planAmend() *cli.Command {
	return &cli.Command{Name: "amend", Usage: "amend an endorsed plan, or preview an amendment", ArgsUsage: "PLAN FILE",
		Flags: append([]cli.Flag{asFlag(), &cli.BoolFlag{Name: "preview", Usage: "print what it would change, and change nothing"},
			&cli.StringFlag{Name: "if-match", Usage: "ETag of the plan as you read it; another one than it has now is refused", Value: asNow}}, databaseFlags()...),
		Description: "For the co-chairs; the secretariat may preview. FILE (\"-\" for the standard input) is a JSON object with the reason and one or many changes,\n" +
			"which are made together or not at all. What is not named in a \"set\" stays, null clears:\n\n" +
			"  {\"reason\": \"The course needs a second host.\", \"effective_on\": \"2025-03-01\", \"meeting\": \"wg-tip-10\",\n" +
			"   \"plan\": {\"set\": {\"title\": \"...\"}},\n" +
			"   \"items\": [{\"ref\": \"2.3\", \"set\": {\"due\": \"2026-Q1\", \"leads\": [\"indonesia\", \"iom\"]}}],\n" +
			"   \"new_items\": [{\"title\": \"...\", \"objective\": 2}], \"withdraw_items\": [{\"ref\": \"2.4\", \"reason\": \"...\"}],\n" +
			"   \"objectives\": [{\"number\": 2, \"set\": {\"title\": \"...\"}}], \"new_objectives\": [], \"remove_objectives\": []}\n\n" +
			"The plan's revision rises by one, and readings as of earlier days still show what stood before.",
		Action: p.amend}
}

func (p *program) amend(ctx context.Context, c *cli.Command) error {
	in, err := p.planFile(c)
	if err != nil {
		return err
	}
	in.path, in.ifMatch = in.of+"/amendments", c.String("if-match")
	preview := c.Bool("preview")
	if preview {
		in.path, in.ifMatch = in.path+"/preview", ""
	}
	return p.calling(ctx, c, false, func(a inProcess) error {
		var made api.Amendment
		if err := a.ask(in, &made); err != nil {
			return err
		}
		what := "Amendment " + strconv.Itoa(made.Number)
		if preview {
			what = "An amendment that would be number " + strconv.Itoa(made.Number)
		}
		p.say("%s of %s, revision %d, from %s: %s", what, made.Plan, made.Revision, made.EffectiveOn, made.Reason)
		p.sayChanges(made.Changes)
		if preview {
			p.say("Nothing was changed.")
		}
		return nil
	})
}

// planFile reads the plan and the body that a command names.
func (p *program) planFile(c *cli.Command) (call, error) {
	if c.Args().Len() != 2 {
		return call{}, wrongUse("%q takes the code of one plan and a file; \"%s --help\" explains", c.FullName(), c.FullName())
	}
	body, err := p.bodyFrom(c.Args().Get(1))
	return call{method: http.MethodPost, of: "/plans/" + url.PathEscape(c.Args().First()), body: body}, err
}

func (p *program) planRevisions() *cli.Command {
	return &cli.Command{Name: "revisions", Usage: "print what differs between two revisions of a plan", ArgsUsage: "PLAN",
		Flags: append([]cli.Flag{asFlag(), &cli.IntFlag{Name: "from", Usage: "the earlier revision", Value: 1},
			&cli.IntFlag{Name: "to", Usage: "the later revision (default the latest)"}}, databaseFlags()...),
		Action: func(ctx context.Context, c *cli.Command) error {
			query := url.Values{"from": {strconv.Itoa(c.Int("from"))}}
			if c.IsSet("to") {
				query.Set("to", strconv.Itoa(c.Int("to")))
			}
			in, err := onPlan(c, http.MethodGet, "/revisions?"+query.Encode(), nil)
			if err != nil {
				return err
			}
			return p.calling(ctx, c, true, func(a inProcess) error {
				var diff api.RevisionDiff
				if err := a.ask(in, &diff); err != nil {
					return err
				}
				p.say("Plan %s from revision %d to %d:", diff.Plan, diff.From, diff.To)
				p.sayChanges(diff.Changes)
				return nil
			})
		}}
}

// sayChanges prints what was changed: a line for each thing, and one for each member that differs.
func (p *program) sayChanges(changes []api.AmendmentChange) {
	for _, c := range changes {
		p.say("  %s %q was %s", c.Subject, c.Title, c.Act)
		for _, f := range c.Fields {
			p.say("    %s: %s -> %s", f.Field, orNothing(f.Was), orNothing(f.Is))
		}
	}
	if len(changes) == 0 {
		p.say("  Nothing differs.")
	}
}

// orNothing is a value on one line.
func orNothing(value *string) string {
	if value == nil {
		return "(nothing)"
	}
	return strings.Join(strings.Fields(*value), " ")
}
