package main

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"

	"fwptracker/api"
)

func (p *program) planCarryOver() *cli.Command {
	return &cli.Command{Name: "carry-over", Usage: "dispose of the open items of a plan: carry on, complete late or withdraw", ArgsUsage: "PLAN [FILE]",
		Flags: append([]cli.Flag{asFlag(), &cli.BoolFlag{Name: "template", Usage: "print a FILE with what is suggested for each open item, to edit"},
			&cli.BoolFlag{Name: "preview", Usage: "print what would become of each item, and change nothing"}}, databaseFlags()...),
		Description: "For the co-chairs; the secretariat may preview. Without FILE it prints what is open, and where it can go. Step by step:\n\n" +
			"  fwp plan carry-over wg-tip-2021-23 --as maria.santos                                what is open\n" +
			"  fwp plan carry-over wg-tip-2021-23 --template --as maria.santos > dispositions.json  what is suggested, to edit\n" +
			"  fwp plan carry-over wg-tip-2021-23 dispositions.json --preview --as maria.santos    what it would do\n" +
			"  fwp plan carry-over wg-tip-2021-23 dispositions.json --as maria.santos              all of it, or nothing\n\n" +
			"A disposition is carry (into one or more plans), complete (with completed_on, and done or evidence) or withdraw (with a reason):\n\n" +
			"  {\"reason\": \"Agreed at the Ninth.\", \"meeting\": \"wg-tip-9\", \"dispositions\": [\n" +
			"    {\"ref\": \"2.3\", \"disposition\": \"carry\", \"into\": [{\"plan\": \"wg-tip-2024-26\", \"objective\": 1, \"due\": \"2025\"}]},\n" +
			"    {\"ref\": \"2.4\", \"disposition\": \"withdraw\", \"reason\": \"Members agree two by two instead.\"}]}\n\n" +
			"An \"into\" with several destinations splits an item, one with {\"plan\": ..., \"item\": \"1.4\"} goes on in an item that is there, and those with the\n" +
			"same \"together\" are merged; what is said of the new item - objective, title, leads, due - stands in the first of them, and the others say only\n" +
			"{\"plan\": \"wg-tip-2024-26\", \"together\": \"training\"}. A carried item keeps its text and members; its dates begin anew, so give it a due date.\n" +
			"Repeated, it does nothing new.",
		Action: p.carryOver}
}

func (p *program) carryOver(ctx context.Context, c *cli.Command) error {
	if c.Args().Len() < 2 {
		if c.Bool("preview") {
			return wrongUse("--preview wants a FILE; --template prints one to edit")
		}
		return p.openItems(ctx, c)
	}
	in, err := p.planFile(c)
	if err != nil {
		return err
	}
	if c.Bool("template") {
		return wrongUse("--template prints a FILE; leave %q out", c.Args().Get(1))
	}
	in.path = in.of + "/carry-over"
	preview := c.Bool("preview")
	if preview {
		in.path += "/preview"
	}
	return p.calling(ctx, c, false, func(a inProcess) error {
		var made api.CarryOverPreview
		if err := a.ask(in, &made); err != nil {
			return err
		}
		p.sayOutcomes(made.CarryOver)
		if !preview {
			return nil
		}
		for _, e := range made.Errors {
			p.say("  in the way: %s: %s", e.Pointer, e.Message)
		}
		p.say("Nothing was changed.")
		if len(made.Errors) > 0 {
			return fmt.Errorf("it would be refused: %s in the way", countOf(len(made.Errors), "fault"))
		}
		return nil
	})
}

func (p *program) sayOutcomes(made api.CarryOver) {
	p.say("Plan %s, from %s:", made.Plan, made.EffectiveOn)
	for _, o := range made.Outcomes {
		line := string(o.Status)
		if o.Already {
			line += ", as it was already"
		}
		var into []string
		for _, s := range o.Into {
			what := "into the item that is there, "
			if s.New {
				what = "new item "
			}
			into = append(into, what+s.Plan+"/"+s.Ref+" "+strconv.Quote(s.Title))
		}
		if len(into) > 0 {
			line += ": " + strings.Join(into, " and ")
		}
		p.say("  %s %q: %s", o.Ref, o.Title, line)
	}
	if len(made.Open) > 0 {
		p.say("  still open: %s", strings.Join(made.Open, ", "))
	}
}

// openItems prints what is open in a plan and where it can go, or a file of dispositions as they are suggested.
func (p *program) openItems(ctx context.Context, c *cli.Command) error {
	in, err := onPlan(c, http.MethodGet, "/carry-over", nil)
	if err != nil {
		return err
	}
	return p.calling(ctx, c, true, func(a inProcess) error {
		var options api.CarryOverOptions
		if err := a.ask(in, &options); err != nil {
			return err
		}
		if c.Bool("template") {
			return p.sayJSON(encoded(suggested(options)))
		}
		p.say("Plan %s is %s; %d open as of %s.", options.Plan, options.Status, len(options.Items), options.AsOf)
		for _, i := range options.Items {
			p.say("  %s %q, %s; leads: %s", i.Ref, i.Title, i.Status, strings.Join(i.Leads, ", "))
			p.say("    suggested: %s. %s", suggestion(i.Suggestion), i.Suggestion.Why)
		}
		for _, t := range options.Targets {
			p.say("  It can go on in %s %q (%s).", t.Plan, t.Title, t.Status)
			for _, o := range t.Objectives {
				p.say("    objective %d %q", o.Number, o.Title)
			}
		}
		if reason := options.Closing.Reason; reason != nil {
			p.say("It cannot be closed now: %s", *reason)
		} else {
			p.say("It can be closed: fwp plan close %s", options.Plan)
		}
		return nil
	})
}

func suggestion(s api.Suggestion) string {
	switch {
	case s.Disposition == nil:
		return "nothing"
	case s.Into == nil:
		return string(*s.Disposition)
	case s.Into.Item != nil:
		return string(*s.Disposition) + " into " + s.Into.Plan + "/" + *s.Into.Item
	default:
		return string(*s.Disposition) + " into " + s.Into.Plan
	}
}

// suggestedFile is a file of dispositions that says no more than it must.
type suggestedFile struct {
	Reason       string                 `json:"reason"`
	Dispositions []suggestedDisposition `json:"dispositions"`
}

type suggestedDisposition struct {
	Ref         string          `json:"ref"`
	Disposition api.Disposition `json:"disposition"`
	Into        []suggestedInto `json:"into,omitempty"`
	Reason      *string         `json:"reason,omitempty"`
}

type suggestedInto struct {
	api.SuggestedInto
	Due *string `json:"due"`
}

// suggested is a file of dispositions as they are suggested. Where nothing can be suggested the disposition is empty, so that somebody must decide.
func suggested(options api.CarryOverOptions) suggestedFile {
	f := suggestedFile{Dispositions: []suggestedDisposition{}}
	for _, i := range options.Items {
		d := suggestedDisposition{Ref: i.Ref}
		if i.Suggestion.Disposition != nil {
			if d.Disposition = *i.Suggestion.Disposition; d.Disposition == api.DisposeWithdraw {
				d.Reason = new(string) // for somebody to give
			}
		}
		if i.Suggestion.Into != nil {
			d.Into = []suggestedInto{{SuggestedInto: *i.Suggestion.Into}}
		}
		f.Dispositions = append(f.Dispositions, d)
	}
	return f
}
