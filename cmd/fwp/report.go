package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v3"

	"fwptracker/api"
	"fwptracker/internal/report"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func (p *program) reportCommand() *cli.Command {
	return &cli.Command{Name: "report", Usage: "print the completion report of a plan, or an edition of it", ArgsUsage: "PLAN",
		Description: "The report as it stands now, or stood at any date:\n\n" +
			"  fwp report wg-tip-2021-23\n" +
			"  fwp report wg-tip-2021-23 --as-of meeting:wg-tip-9 --form docx --output .\n" +
			"  fwp report wg-tip-2021-23 --statement --since meeting:wg-tip-8\n\n" +
			"An edition, byte for byte as it was issued; --rerun makes it again from what it was made from, and compares:\n\n" +
			"  fwp report wg-tip-2021-23 --editions\n" +
			"  fwp report wg-tip-2021-23 --edition 2 --form pdf --output .\n" +
			"  fwp report wg-tip-2021-23 --edition 2 --rerun\n\n" +
			"It shows what the audience may see, members by default, and changes nothing. It may run while the service runs.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "form", Usage: "one of " + strings.Join(formNames(), ", ") + "; for --statement json, md or docx", Value: "md"},
			&cli.StringFlag{Name: "output", Usage: "file to write, or folder in which the file gets its own name (default: print)"},
			&cli.StringFlag{Name: "as-of", Usage: "the position on this date, or meeting:CODE for its last day (default today)"},
			&cli.StringFlag{Name: "known-at", Usage: "using only what was recorded by this moment, such as 2023-11-08T09:30:00Z"},
			&cli.StringFlag{Name: "since", Usage: "compared with this date, or meeting:CODE"},
			&cli.StringFlag{Name: "audience", Usage: "for whom: public, members or chairs", Value: string(workplan.AudienceMembers)},
			&cli.StringSliceFlag{Name: "lead", Usage: "only items led by these members"},
			&cli.IntSliceFlag{Name: "objective", Usage: "only items under these objectives"},
			&cli.StringSliceFlag{Name: "topic", Usage: "only items with these topics"},
			&cli.BoolFlag{Name: "annex", Usage: "with the full history of each item"},
			&cli.BoolFlag{Name: "statement", Usage: "the paragraph for the co-chairs' statement instead of the report"},
			&cli.BoolFlag{Name: "editions", Usage: "list the editions that were issued"},
			&cli.IntFlag{Name: "edition", Usage: "number of the edition to print"},
			&cli.BoolFlag{Name: "rerun", Usage: "make the edition again, and compare each form with what was issued"},
		}, databaseFlags()...),
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Args().Len() != 1 {
				return wrongUse("%q takes the code of one plan, such as wg-tip-2021-23; \"%s --help\" explains", c.FullName(), c.FullName())
			}
			if err := together(c); err != nil {
				return err
			}
			return p.reading(ctx, c, func(t *tracker.Tracker) error { return p.report(ctx, c, t, c.Args().First()) })
		}}
}

// formNames are the forms of the report.
func formNames() []string {
	names := []string{"json"}
	for _, f := range report.Formats {
		names = append(names, f.Name)
	}
	return names
}

// together refuses flags that say nothing of what is asked for: an edition is what it was issued as, a list has no form, and what is made again is
// compared in all its forms.
func together(c *cli.Command) error {
	shaping := []string{"as-of", "known-at", "since", "audience", "lead", "objective", "topic", "annex"}
	of := map[string][]string{"edition": shaping, "editions": append([]string{"edition", "rerun", "form", "output", "statement"}, shaping...), "rerun": {"form", "output", "statement"}}
	for _, asked := range slices.Sorted(maps.Keys(of)) {
		for _, f := range of[asked] {
			if c.IsSet(asked) && c.IsSet(f) {
				return wrongUse("--%s does not go with --%s", f, asked)
			}
		}
	}
	formsOf := formNames()
	if c.Bool("statement") {
		formsOf = []string{"json", "md", "docx"}
	}
	switch {
	case c.Bool("rerun") && !c.IsSet("edition"):
		return wrongUse("--rerun goes only with --edition")
	case c.IsSet("edition") && c.Int("edition") < 1:
		return wrongUse("--edition %d: editions are numbered from 1", c.Int("edition"))
	case !slices.Contains(formsOf, c.String("form")):
		return wrongUse("--form %s: the forms are %s", c.String("form"), strings.Join(formsOf, ", "))
	}
	return nil
}

func (p *program) report(ctx context.Context, c *cli.Command, t *tracker.Tracker, plan string) error {
	switch number := c.Int("edition"); {
	case c.Bool("editions"):
		return p.listEditions(ctx, t, plan)
	case c.Bool("rerun"):
		return p.rerun(ctx, t, plan, number)
	case c.IsSet("edition"):
		f, err := t.EditionFile(ctx, operator, plan, number, fileAsked(c))
		if err != nil {
			return err
		}
		return p.put(c, f.Name, f.Content)
	}
	ask, err := reportAsked(c)
	if err != nil {
		return err
	}
	r, err := t.CompletionReport(ctx, operator, plan, ask)
	if err != nil {
		return err
	}
	name, content, err := api.Render(r, fileAsked(c))
	if err != nil {
		return err
	}
	return p.put(c, name, content)
}

// fileAsked is what is asked for as a file of an edition is called, such as "report.pdf".
func fileAsked(c *cli.Command) string {
	if c.Bool("statement") {
		return "statement." + c.String("form")
	}
	return "report." + c.String("form")
}

func reportAsked(c *cli.Command) (tracker.ReportRequest, error) {
	ask := tracker.ReportRequest{WithAnnex: c.Bool("annex") || c.Bool("statement"), Scope: workplan.ReportScope{Audience: workplan.Audience(c.String("audience")),
		Leads: c.StringSlice("lead"), Objectives: c.IntSlice("objective"), Topics: c.StringSlice("topic")}}
	if !slices.Contains(workplan.Audiences, ask.Scope.Audience) {
		return ask, wrongUse("--audience %s: it is one of public, members and chairs", ask.Scope.Audience)
	}
	var err error
	if ask.When, err = dayAsked(c, "as-of"); err != nil {
		return ask, err
	}
	if ask.Since, err = dayAsked(c, "since"); err != nil {
		return ask, err
	}
	if text := c.String("known-at"); text != "" {
		if ask.KnownAt, err = time.Parse(time.RFC3339, text); err != nil {
			return ask, wrongUse("--known-at %s: it is no moment such as 2023-11-08T09:30:00Z", text)
		}
		if since := time.Since(ask.KnownAt); since >= 0 && since < time.Minute {
			return ask, errors.New("--known-at: what was recorded within the last minute may still be under way; ask for an earlier moment, or again in a minute")
		}
	}
	return ask, nil
}

// dayAsked reads a date, or meeting:CODE for the last day of a meeting.
func dayAsked(c *cli.Command, flag string) (tracker.When, error) {
	text := c.String(flag)
	if meeting, ok := strings.CutPrefix(text, "meeting:"); ok && meeting != "" {
		return tracker.When{Meeting: meeting}, nil
	}
	if day := workplan.Date(text); day.Valid() {
		return tracker.When{AsOf: day}, nil
	}
	return tracker.When{}, wrongUse("--%s %s: it is no date such as 2023-11-08, nor meeting: and the code of a meeting", flag, text)
}

// put prints the content of a file, or writes it where --output says.
func (p *program) put(c *cli.Command, name string, content []byte) error {
	path := c.String("output")
	if path == "" {
		if out, ok := p.stdout.(*os.File); ok && slices.Contains([]string{".docx", ".pdf", ".xlsx"}, filepath.Ext(name)) {
			if info, err := out.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
				return wrongUse("%s is not for a terminal; name a file or folder with --output", name)
			}
		}
		_, err := p.stdout.Write(content)
		return err
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, name)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "Wrote %s, %d bytes.\n", path, len(content))
	return nil
}

func (p *program) listEditions(ctx context.Context, t *tracker.Tracker, plan string) error {
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "edition\tas of\tfor\tissued\tby\tcorrects\tcorrected by")
	for page := (workplan.Page{Limit: 200}); ; {
		list, err := t.ListEditions(ctx, operator, plan, page)
		if err != nil {
			return err
		}
		for _, e := range list.Rows {
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s\n", e.Number, e.AsOf, e.Audience, e.RecordedAt.Format(time.RFC3339), e.IssuedBy, numbered(e.Corrects), numbered(e.CorrectedBy))
		}
		if page.After = list.Next; page.After == nil {
			return w.Flush()
		}
	}
}

func numbered(n int) string {
	if n == 0 {
		return "-"
	}
	return fmt.Sprint(n)
}

// rerun makes an edition again and says of each form whether it is the same.
func (p *program) rerun(ctx context.Context, t *tracker.Tracker, plan string, number int) error {
	e, err := t.Edition(ctx, operator, plan, number)
	if err != nil {
		return err
	}
	r, err := t.RerunEdition(ctx, plan, number)
	if err != nil {
		return err
	}
	again, err := api.SetEdition(ctx, r, e.Annex)
	if err != nil {
		return err
	}
	differ := 0
	for _, f := range e.Files {
		verdict := "differs"
		n := slices.IndexFunc(again, func(b workplan.EditionBytes) bool { return b.File == f.File })
		if n >= 0 {
			if sum := sha256.Sum256(again[n].Content); hex.EncodeToString(sum[:]) == f.Hash {
				verdict = "the same"
			}
		}
		if verdict == "differs" {
			differ++
		}
		p.say("%-15s sha256 %s  %s", f.File, f.Hash, verdict)
	}
	switch {
	case differ == 0:
		return nil
	case e.MadeWith != version:
		return fmt.Errorf("%d of %d forms differ; the edition was made with version %s of the program and this is %s, which may set the same report differently", differ, len(e.Files), e.MadeWith, version)
	default:
		return fmt.Errorf("%d of %d forms differ from what was issued; \"fwp verify\" says what was changed", differ, len(e.Files))
	}
}
