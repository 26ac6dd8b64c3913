package main

import (
	"context"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"fwptracker/api"
)

func (p *program) apiCommand() *cli.Command {
	return &cli.Command{Name: "api", Usage: "send one request of the API to the database itself, without a service", ArgsUsage: "METHOD PATH [FILE]",
		Flags: append([]cli.Flag{asFlag(),
			&cli.StringFlag{Name: "if-match", Usage: "ETag of the version that you have read, or \"now\" to act on the thing as it stands"},
			&cli.StringFlag{Name: "idempotency-key", Usage: "8 to 128 letters, digits and . _ : - of your own: a POST that makes something and is repeated within 24 hours is answered again and does nothing more; acts on what is there are guarded by --if-match instead"},
		}, databaseFlags()...),
		Description: "Everything that the API can do, by the same rules and with the same answers; \"fwp serve\" shows its reference at /docs. The body is read\n" +
			"from FILE, or from the standard input for \"-\":\n\n" +
			"  fwp api GET '/items?overdue=true&sort=due' --as maria.santos\n" +
			"  fwp api GET /rounds/1/returns --as maria.santos\n" +
			"  fwp api POST /rounds round.json --as maria.santos\n" +
			"  echo '{\"reason\":\"Agreed.\"}' | fwp api POST /proposals/3/defer - --as maria.santos --if-match now\n\n" +
			"It prints the answer; a refusal goes to the standard error output with all its faults. Exit codes: 0 done, 1 refused or failed, 2 called wrongly.\n" +
			"It may run while the service runs.",
		Action: p.api}
}

func (p *program) api(ctx context.Context, c *cli.Command) error {
	args := c.Args()
	if args.Len() < 2 || args.Len() > 3 {
		return wrongUse("%q takes a method, a path and, where there is a body, a file; \"%s --help\" explains", c.FullName(), c.FullName())
	}
	in := call{method: strings.ToUpper(args.Get(0)), path: strings.TrimPrefix(args.Get(1), api.Base), ifMatch: c.String("if-match"), key: c.String("idempotency-key")}
	if !slices.Contains([]string{http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodDelete}, in.method) {
		return wrongUse("there is no method %q; there are: GET, POST, PATCH, DELETE", args.Get(0))
	}
	if !strings.HasPrefix(in.path, "/") {
		return wrongUse("%q is no path such as /plans/wg-tip-2024-26", args.Get(1))
	}
	if in.of, _, _ = strings.Cut(in.path, "?"); in.method == http.MethodPost { // an act on what stands above it
		in.of = path.Dir(in.of)
	}
	if in.key != "" && in.method != http.MethodPost {
		return wrongUse("--idempotency-key goes with POST")
	}
	if file := args.Get(2); file != "" {
		var err error
		if in.body, err = p.bodyFrom(file); err != nil {
			return err
		}
	}
	return p.calling(ctx, c, in.method == http.MethodGet, func(a inProcess) error {
		got, err := a.send(in)
		if err != nil || got.Len() == 0 {
			return err
		}
		if strings.Contains(got.header.Get("Content-Type"), "json") {
			return p.sayJSON(got.Bytes())
		}
		_, err = p.stdout.Write(got.Bytes())
		return err
	})
}
