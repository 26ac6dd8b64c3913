// Package demo fills an empty tracker with demonstration data: a plainly fictional working group whose history looks lived, and the public
// facts about the Bali Process Working Group on Trafficking in Persons (bali-facts.json).
//
// Everything goes through the use cases of package tracker, as a user's writes do, and never through the store. The fictional group is told
// as a [story] of dated events under a clock that moves with them; the facts are entered at the present moment by a register keeper. The two
// are never mixed: no invented statement is attached to a real member, and what the facts leave open stays empty.
package demo

import (
	"context"
	"fmt"
	"time"

	"fwptracker/internal/auth"
	"fwptracker/internal/store"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// Credentials are the demo's tokens, one per role, shown once, and the password with which each of their users signs in on the pages, under the e-mail
// address of [Token.Email].
type Credentials struct {
	Tokens   []Token
	Password string
}

// Email is the address under which the user of a token signs in.
func (t Token) Email() string { return t.Username + "@example.org" }

// Token lets a visitor act as one of the demo's users. Role is "lead", "co_chair", "secretariat", "reader", "observer" or "admin"; Says is
// one line that tells what it may do.
type Token struct{ Role, Username, Text, Says string }

// The users for whom tokens are made. The register keeper, who entered the facts, has none.
const (
	demoLead        = "demo.lead"
	demoCoChair     = "demo.cochair"
	demoSecretariat = "demo.secretariat"
	demoReader      = "demo.reader"
	demoObserver    = "demo.observer"
	demoAdmin       = "demo.admin"
	demoKeeper      = "demo.keeper"
)

var operator = workplan.Actor{Operator: true, Request: "demo"}

func as(username string) workplan.Actor { return workplan.Actor{Username: username, Request: "demo"} }

// Load fills an empty store, under the clock and calendar that are to be used with it. Events of the story that lie after now are left out,
// so that nothing is recorded in the future; the facts need a clock later than the last of them (November 2024). Each write stands for
// itself: after an error, start again with an empty store.
func Load(ctx context.Context, s *store.Store, now func() time.Time, zone *time.Location) (Credentials, error) {
	if zone == nil {
		zone = time.UTC
	}
	if err := exampleStory(workplan.DateOf(now().In(zone))).tell(ctx, s, now(), zone); err != nil {
		return Credentials{}, fmt.Errorf("telling the fictional story: %w", err)
	}
	t := tracker.New(s, tracker.Settings{Now: now, Zone: zone})
	f, err := readFacts(factsFile)
	if err != nil {
		return Credentials{}, err
	}
	if err := enterFacts(ctx, t, f); err != nil {
		return Credentials{}, fmt.Errorf("entering the facts: %w", err)
	}
	if _, err := t.CreateBinding(ctx, operator, demoReader, workplan.NewBinding{Role: workplan.RoleReader, Body: "wg-tip"}); err != nil {
		return Credentials{}, fmt.Errorf("letting %s read wg-tip: %w", demoReader, err)
	}
	return handOut(ctx, t)
}

// handOut makes the tokens.
func handOut(ctx context.Context, t *tracker.Tracker) (Credentials, error) {
	read := []workplan.Scope{workplan.ScopeRead, workplan.ScopeTokens}
	report := append([]workplan.Scope{workplan.ScopeUpdates, workplan.ScopeAudit}, read...)
	tokens := []struct {
		Token
		scopes []workplan.Scope
	}{
		{Token{"lead", demoLead, "", "Focal point of Delmara: reports on the items that Delmara leads in example-wg."}, report},
		{Token{"co_chair", demoCoChair, "", "Co-chair of example-wg: keeps and endorses plans; withdraws, reopens and reinstates items."}, workplan.Scopes},
		{Token{"secretariat", demoSecretariat, "", "Secretariat of example-wg: drafts plans, keeps meetings and memberships, reports on behalf of leads."}, workplan.Scopes},
		{Token{"reader", demoReader, "", "Reader of example-wg and wg-tip: reads what their members may read, changes nothing."}, read},
		{Token{"observer", demoObserver, "", "Focal point of Galvenia, an observer in example-wg: reads what is shared with members, leads nothing."}, report},
		{Token{"admin", demoAdmin, "", "Admin: keeps users, roles and the register of members; no rights to content."}, workplan.Scopes},
	}
	var c Credentials
	for _, k := range tokens {
		minted := auth.Mint()
		in := workplan.NewToken{Name: "Demonstration", Scopes: k.scopes}
		if _, err := t.CreateToken(ctx, operator, k.Username, in, tracker.NewSecret{ID: minted.ID, Hash: minted.SecretHash}); err != nil {
			return c, fmt.Errorf("making a token for %s: %w", k.Username, err)
		}
		k.Text = minted.Text
		c.Tokens = append(c.Tokens, k.Token)
	}
	return c, handOutPassword(ctx, t, &c)
}

// handOutPassword gives all users with a token one password, which is made up anew each time.
func handOutPassword(ctx context.Context, t *tracker.Tracker, c *Credentials) error {
	secret, _ := auth.NewSecret()
	c.Password = secret[:20]
	hash, err := auth.NewPasswords().Hash(ctx, c.Password)
	if err != nil {
		return err
	}
	for _, k := range c.Tokens {
		if err := t.ChangePassword(ctx, as(k.Username), hash, 0); err != nil {
			return fmt.Errorf("giving %s a password: %w", k.Username, err)
		}
	}
	return nil
}
