package main

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"fwptracker/api"
)

func (p *program) itemCommand() *cli.Command {
	return &cli.Command{Name: "item", Usage: "tell the history of an item",
		Commands: []*cli.Command{{Name: "history", Usage: "print everything that happened to an item, oldest first", ArgsUsage: "PLAN REF",
			Flags: append([]cli.Flag{asFlag(), &cli.StringFlag{Name: "as-of", Usage: "only what was true by this day, or meeting:CODE for its last day (default today)"}}, databaseFlags()...),
			Description: "The life of its plan, amendments, updates and corrections, deliverables, openings, decisions and carry-over, each with who and when:\n\n" +
				"  fwp item history wg-tip-2021-23 1 --as maria.santos\n" +
				"  fwp item history wg-tip-2021-23 1 --as-of meeting:wg-tip-9 --as maria.santos\n\n" +
				"It changes nothing, and may run while the service runs.",
			Action: p.itemHistory}}}
}

func (p *program) itemHistory(ctx context.Context, c *cli.Command) error {
	if c.Args().Len() != 2 {
		return wrongUse("%q takes the code of a plan and the ref of an item, such as wg-tip-2021-23 1; \"%s --help\" explains", c.FullName(), c.FullName())
	}
	query := url.Values{"limit": {"200"}}
	if c.IsSet("as-of") {
		query.Set("as_of", c.String("as-of"))
	}
	of := "/plans/" + url.PathEscape(c.Args().First()) + "/items/" + url.PathEscape(c.Args().Get(1))
	return p.calling(ctx, c, true, func(a inProcess) error {
		for {
			var page api.Page[api.HistoryEntry]
			if err := a.ask(call{method: http.MethodGet, path: of + "/history?" + query.Encode()}, &page); err != nil {
				return err
			}
			for _, e := range page.Data {
				p.sayHistory(e)
			}
			if page.NextCursor == nil {
				return nil
			}
			query.Set("cursor", *page.NextCursor)
		}
	})
}

func (p *program) sayHistory(e api.HistoryEntry) {
	line := []string{"(no day)", string(e.Kind)}
	switch {
	case e.On != nil:
		line[0] = *e.On
	case e.RecordedAt != nil:
		line[0] = "recorded " + e.RecordedAt.Format(time.DateOnly)
	}
	if e.Status != nil {
		line = append(line, string(*e.Status))
	}
	if e.Meeting != nil {
		line = append(line, "at "+*e.Meeting)
	}
	if e.By != nil {
		who := "by " + *e.By
		if e.Lead != nil {
			who += " for " + *e.Lead
		}
		if e.OnBehalf {
			who += ", on its behalf"
		}
		line = append(line, who)
	}
	p.say("%s", strings.Join(line, "  "))
	p.say("    %s", strings.Join(strings.Fields(e.Text), " "))
	if e.CorrectedBy != nil {
		p.say("    corrected by update %s", strconv.Itoa(*e.CorrectedBy))
	}
}
