// Command go is a program of a user of the API: it works with the client that oapi-codegen makes of docs/openapi.json (package client,
// generated beside this file by .ci/run) and ends with an error when the service does not keep its word.
//
// FWP_URL is the address of a demo server, FWP_TOKEN_LEAD and FWP_TOKEN_CO_CHAIR are tokens of a focal point and of a co-chair.
package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"fwptracker/ci/clients/go/client"
)

const plan = "example-wg-2024-26"

var openStatuses = []string{"planned", "in_progress", "postponed"}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := scenario(ctx, os.Getenv); err != nil {
		fmt.Fprintln(os.Stderr, "go client:", err)
		os.Exit(1)
	}
}

func scenario(ctx context.Context, getenv func(string) string) error {
	lead, err := signedIn(getenv("FWP_URL"), getenv("FWP_TOKEN_LEAD"))
	if err != nil {
		return err
	}
	chair, err := signedIn(getenv("FWP_URL"), getenv("FWP_TOKEN_CO_CHAIR"))
	if err != nil {
		return err
	}
	refs, err := openItems(ctx, lead)
	if err != nil {
		return err
	}
	done := fmt.Sprintf("Reported by the Go client at %s.", time.Now().UTC().Format(time.RFC3339Nano))
	ref, err := report(ctx, lead, refs, done)
	if err != nil {
		return err
	}
	if err := inReport(ctx, chair, ref, done); err != nil {
		return err
	}
	fmt.Printf("go client: %d open items, update posted on %s and found in the completion report\n", len(refs), ref)
	return nil
}

// signedIn is a client that sends the token with every request.
func signedIn(url, token string) (*client.ClientWithResponses, error) {
	if url == "" || token == "" {
		return nil, errors.New("FWP_URL, FWP_TOKEN_LEAD and FWP_TOKEN_CO_CHAIR must be set")
	}
	bearer := func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+token)
		return nil
	}
	return client.NewClientWithResponses(url+"/api/v1", client.WithRequestEditorFn(bearer))
}

// openItems lists the refs of the plan's open items, each of which can also be read by itself.
func openItems(ctx context.Context, c *client.ClientWithResponses) ([]string, error) {
	list, err := c.ListPlanItemsWithResponse(ctx, plan, nil)
	if err != nil {
		return nil, err
	}
	if list.JSON200 == nil {
		return nil, fmt.Errorf("listing the items: %s: %s", list.Status(), list.Body)
	}
	var refs []string
	for _, item := range list.JSON200.Data {
		if slices.Contains(openStatuses, string(item.Status)) {
			refs = append(refs, item.Ref)
		}
	}
	if len(refs) == 0 {
		return nil, errors.New("the demo plan has no open item")
	}
	item, err := c.GetItemWithResponse(ctx, plan, refs[0], nil)
	if err != nil {
		return nil, err
	}
	if item.JSON200 == nil || item.JSON200.Ref != refs[0] || item.JSON200.Title == "" {
		return nil, fmt.Errorf("reading item %s: %s: %s", refs[0], item.Status(), item.Body)
	}
	return refs, nil
}

// report posts an update on the first of the items that the token's owner may report on, twice with one key: the repetition, as after
// a lost answer, must give the same update and say so.
func report(ctx context.Context, c *client.ClientWithResponses, refs []string, done string) (string, error) {
	kind := client.UpdateKind("progress")
	body := client.PostStatusUpdateJSONRequestBody{Kind: &kind, Done: &done}
	for _, ref := range refs {
		key := "go-client-" + ref
		params := &client.PostStatusUpdateParams{IdempotencyKey: &key}
		first, err := c.PostStatusUpdateWithResponse(ctx, plan, ref, params, body)
		if err != nil {
			return "", err
		}
		if first.StatusCode() == http.StatusForbidden {
			continue // led by another member
		}
		if first.JSON201 == nil || first.HTTPResponse.Header.Get("Location") == "" {
			return "", fmt.Errorf("posting an update on %s: %s: %s", ref, first.Status(), first.Body)
		}
		again, err := c.PostStatusUpdateWithResponse(ctx, plan, ref, params, body)
		if err != nil {
			return "", err
		}
		if again.JSON201 == nil || again.JSON201.Number != first.JSON201.Number || again.HTTPResponse.Header.Get("Idempotency-Replayed") != "true" {
			return "", fmt.Errorf("repeating the update on %s: %s: %s", ref, again.Status(), again.Body)
		}
		return ref, nil
	}
	return "", fmt.Errorf("the lead may report on none of the open items %s", strings.Join(refs, ", "))
}

// inReport checks that the completion report is of the plan and holds the update just posted.
func inReport(ctx context.Context, c *client.ClientWithResponses, ref, done string) error {
	report, err := c.GetCompletionReportWithResponse(ctx, plan, nil)
	if err != nil {
		return err
	}
	if report.JSON200 == nil {
		return fmt.Errorf("pulling the completion report: %s: %s", report.Status(), report.Body)
	}
	for _, part := range []string{plan, ref, done} {
		if !strings.Contains(string(report.Body), part) {
			return fmt.Errorf("the completion report does not mention %q", part)
		}
	}
	return nil
}
