package main

import (
	"context"
	"net/http"
	"net/url"

	"github.com/urfave/cli/v3"

	"fwptracker/api"
	"fwptracker/internal/workplan"
)

func (p *program) planCommand() *cli.Command {
	return &cli.Command{Name: "plan", Usage: "lead a plan through its life: endorse, amend, carry over, close, reopen",
		Description: "Each command acts with the rights of the user named by --as, by the rules of the API, and is in the audit:\n\n" +
			"  fwp plan endorse wg-tip-2024-26 --on 2023-11-08 --meeting wg-tip-9 --as maria.santos\n" +
			"  fwp plan amend wg-tip-2024-26 amendment.json --preview --as maria.santos\n" +
			"  fwp plan revisions wg-tip-2024-26 --from 1 --as maria.santos\n" +
			"  fwp plan carry-over wg-tip-2021-23 --template --as maria.santos > dispositions.json\n" +
			"  fwp plan carry-over wg-tip-2021-23 dispositions.json --preview --as maria.santos\n" +
			"  fwp plan close wg-tip-2021-23 --on 2024-01-31 --as maria.santos\n\n" +
			"They may run while the service runs. Exit codes: 0 done, 1 refused or failed, 2 called wrongly.",
		Commands: []*cli.Command{p.planEndorse(), p.planAmend(), p.planRevisions(), p.planCarryOver(), p.planClose(), p.planReopen()}}
}

// actFlags are the flags of an act that is dated and may have been decided at a meeting.
func actFlags(more ...cli.Flag) []cli.Flag {
	return append(append(more, asFlag(), &cli.StringFlag{Name: "meeting", Usage: "code of the meeting that decided it"},
		&cli.StringFlag{Name: "if-match", Usage: "ETag of the plan as you read it; another one than it has now is refused", Value: asNow}), databaseFlags()...)
}

// onPlan is a call about the one plan that a command names.
func onPlan(c *cli.Command, method, act string, body []byte) (call, error) {
	if c.Args().Len() != 1 {
		return call{}, wrongUse("%q takes the code of one plan, such as wg-tip-2021-23; \"%s --help\" explains", c.FullName(), c.FullName())
	}
	of := "/plans/" + url.PathEscape(c.Args().First())
	return call{method: method, path: of + act, of: of, ifMatch: c.String("if-match"), body: body}, nil
}

// act asks for one act on the plan that a command names, and prints what the plan is then.
func (p *program) act(ctx context.Context, c *cli.Command, act string, body any) error {
	in, err := onPlan(c, http.MethodPost, act, encoded(body))
	if err != nil {
		return err
	}
	return p.calling(ctx, c, false, func(a inProcess) error {
		var plan api.Plan
		if err := a.ask(in, &plan); err != nil {
			return err
		}
		p.say("Plan %s is %s, revision %d.", plan.Code, plan.Status, plan.Revision)
		return nil
	})
}

func (p *program) planEndorse() *cli.Command {
	return &cli.Command{Name: "endorse", Usage: "endorse a draft", ArgsUsage: "PLAN",
		Flags: actFlags(&cli.StringFlag{Name: "on", Usage: "when it was endorsed: a year, quarter, month or day", Required: true},
			&cli.StringFlag{Name: "note", Usage: "what else is known of the endorsement"}),
		Description: "For the co-chairs. From then on items have a status, and each change of the plan is an amendment.",
		Action: func(ctx context.Context, c *cli.Command) error {
			return p.act(ctx, c, "/endorse", api.Endorsement{EndorsedOn: workplan.PartialDate(c.String("on")), Meeting: c.String("meeting"), Note: c.String("note")})
		}}
}

func (p *program) planClose() *cli.Command {
	return &cli.Command{Name: "close", Usage: "close a plan on which nothing is open", ArgsUsage: "PLAN",
		Flags: actFlags(&cli.StringFlag{Name: "on", Usage: "the day on which it was closed (default today)"},
			&cli.StringFlag{Name: "note", Usage: "what else is to be said of the closing"}),
		Description: "For the co-chairs. While items are open it is refused, and each is named with what may be done about it; \"fwp plan carry-over\" does it.\n" +
			"What is recorded later changes nothing in the report of a closed plan.",
		Action: func(ctx context.Context, c *cli.Command) error {
			return p.act(ctx, c, "/close", api.Closing{ClosedOn: workplan.Date(c.String("on")), Meeting: c.String("meeting"), Note: c.String("note")})
		}}
}

func (p *program) planReopen() *cli.Command {
	return &cli.Command{Name: "reopen", Usage: "take the closing of a plan back", ArgsUsage: "PLAN",
		Flags: actFlags(&cli.StringFlag{Name: "reason", Usage: "why", Required: true},
			&cli.StringFlag{Name: "on", Usage: "the day from which it is open again (default today)"}),
		Description: "For the co-chairs.",
		Action: func(ctx context.Context, c *cli.Command) error {
			return p.act(ctx, c, "/reopen", api.Reopening{Reason: c.String("reason"), EffectiveOn: workplan.Date(c.String("on")), Meeting: c.String("meeting")})
		}}
}
