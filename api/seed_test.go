package api

import (
	"context"
	"strings"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

var ctx = context.Background()

// seed fills a world in sentences: suppose(w).member("aland", "Åland").body("wg").user("lena").speaksFor("aland"). What follows a noun is about it.
type seed struct {
	*world
	as       string // who keeps the plan: a co-chair of its body
	ofBody   string
	ofUser   string
	ofPlan   string
	ofItem   string
	chairs   map[string]string
	operator workplan.Actor

	everywhere bool
	recorded   int // attendants, each with a name of its own
}

func suppose(w *world) *seed {
	return &seed{world: w, chairs: map[string]string{}, operator: workplan.Actor{Operator: true, Request: "seed"}}
}

// body makes a body; the users and standings that follow are in it.
func (s *seed) body(code string) *seed {
	s.Helper()
	_, err := s.tracker.CreateBody(ctx, s.operator, workplan.NewBody{Code: code, BodyContent: workplan.BodyContent{Name: "Body " + code}})
	s.must(err)
	s.ofBody = code
	return s
}

func (s *seed) member(code, name string, aliases ...string) *seed {
	s.Helper()
	_, err := s.tracker.CreateMember(ctx, s.operator, workplan.NewMember{Code: code,
		MemberContent: workplan.MemberContent{Name: name, Kind: workplan.KindState, Aliases: aliases}})
	s.must(err)
	return s
}

// standing gives members a standing in the body from 2020 on.
func (s *seed) standing(role workplan.MembershipRole, codes ...string) *seed {
	s.Helper()
	for _, code := range codes {
		_, err := s.tracker.CreateMembership(ctx, s.operator, s.ofBody, workplan.NewMembership{Member: code,
			MembershipContent: workplan.MembershipContent{Role: role, FromDate: "2020"}})
		s.must(err)
	}
	return s
}

// user makes a user with a token of all scopes.
func (s *seed) user(name string) *seed {
	s.Helper()
	_, err := s.tracker.CreateUser(ctx, s.operator, workplan.NewUser{Username: name, Name: strings.ToUpper(name[:1]) + name[1:], Email: name + "@example.org"})
	s.must(err)
	s.ofUser = name
	s.tokens[name] = s.token(name, 0, workplan.Scopes...)
	return s
}

// token makes another token of a user and returns it whole.
func (w *world) token(of string, days int, scopes ...workplan.Scope) string {
	w.Helper()
	minted := auth.Mint()
	_, err := w.tracker.CreateToken(ctx, workplan.Actor{Operator: true}, of, workplan.NewToken{Name: "Test", Scopes: scopes, Days: days},
		tracker.NewSecret{ID: minted.ID, Hash: minted.SecretHash})
	w.must(err)
	return minted.Text
}

// is gives the user a role: in a body, or for a focal point of a member.
func (s *seed) is(role workplan.Role, of string) *seed {
	s.Helper()
	b := workplan.NewBinding{Role: role, FromDate: "2020-01-01"}
	switch role {
	case workplan.RoleFocalPoint:
		b.Member, b.Agency = of, "Ministry"
		if !s.everywhere {
			b.Body = s.ofBody
		}
	case workplan.RoleAdmin:
	default:
		b.Body = of
	}
	_, err := s.tracker.CreateBinding(ctx, s.operator, s.ofUser, b)
	s.must(err)
	if role == workplan.RoleCoChair {
		s.chairs[of] = s.ofUser
	}
	return s
}

// speaksFor makes the user a focal point of a member in the body, speaksEverywhereFor in all bodies.
func (s *seed) speaksFor(member string) *seed {
	s.Helper()
	return s.is(workplan.RoleFocalPoint, member)
}

func (s *seed) speaksEverywhereFor(member string) *seed {
	s.Helper()
	s.everywhere = true
	defer func() { s.everywhere = false }()
	return s.speaksFor(member)
}

func (s *seed) meeting(code, body string, number int, day workplan.PartialDate) *seed {
	s.Helper()
	_, err := s.tracker.CreateMeeting(ctx, actor(s.chairs[body]), workplan.NewMeeting{Code: code, Body: body,
		MeetingContent: workplan.MeetingContent{Number: number, Name: "Meeting " + code, Starts: day, Ends: day}})
	s.must(err)
	return s
}

// plan makes a draft plan with two objectives.
func (s *seed) plan(code, body string, audience workplan.Audience) *seed {
	s.Helper()
	s.as, s.ofPlan = s.chairs[body], code
	_, err := s.tracker.CreatePlan(ctx, actor(s.as), workplan.NewPlan{Code: code, Body: body,
		PlanContent: workplan.PlanContent{Title: "Plan " + code, Audience: audience, PeriodStart: "2023", PeriodEnd: "2026"}})
	s.must(err)
	for _, title := range []string{"Protection", "Prevention"} {
		_, err = s.tracker.CreateObjective(ctx, actor(s.as), code, workplan.NewObjective{ObjectiveContent: workplan.ObjectiveContent{Title: title}})
		s.must(err)
	}
	return s
}

// item adds an item to the draft plan; content may be changed before.
func (s *seed) item(ref string, change ...func(*workplan.ItemContent)) *seed {
	s.Helper()
	in := workplan.NewItem{Ref: ref, ItemContent: workplan.ItemContent{Title: "Item " + ref, Nature: workplan.NatureOneOff, Objective: int(ref[0] - '0')}}
	for _, c := range change {
		c(&in.ItemContent)
	}
	_, err := s.tracker.CreateItem(ctx, actor(s.as), s.ofPlan, in)
	s.must(err)
	s.ofItem = ref
	return s
}

func ledBy(members ...string) func(*workplan.ItemContent) {
	return func(i *workplan.ItemContent) { i.Leads = members }
}
func supportedBy(members ...string) func(*workplan.ItemContent) {
	return func(i *workplan.ItemContent) { i.Supporting = members }
}
func due(d workplan.PartialDate) func(*workplan.ItemContent) {
	return func(i *workplan.ItemContent) { i.Due = d }
}
func about(topics ...string) func(*workplan.ItemContent) {
	return func(i *workplan.ItemContent) { i.Topics = topics }
}
func forOnly(a workplan.Audience) func(*workplan.ItemContent) {
	return func(i *workplan.ItemContent) { i.Audience = a }
}
func continuing(i *workplan.ItemContent) { i.Nature = workplan.NatureContinuing }

func (s *seed) endorsed(on workplan.PartialDate) *seed {
	s.Helper()
	_, err := s.tracker.EndorsePlan(ctx, actor(s.as), s.ofPlan, nil, workplan.Endorsement{On: on})
	s.must(err)
	return s
}

// reports posts an update on an item of the plan as a user.
func (s *seed) reports(user, ref string, u workplan.UpdateContent) *seed {
	s.Helper()
	_, err := s.tracker.PostStatusUpdate(ctx, actor(user), s.ofPlan, ref, nil, workplan.NewStatusUpdate{UpdateContent: u})
	s.must(err)
	return s
}

// theGroup is the world in which most scenarios play: wg has an endorsed plan, a public one and a draft; other is another body.
func theGroup(w *world) *seed {
	w.Helper()
	return suppose(w).
		member("aland", "Åland").member("bland", "Bland").member("vnm", "Viet Nam", "Socialist Republic of Viet Nam").
		member("oland", "Oland").member("gland", "Gland").
		body("other").body("wg").
		standing(workplan.MembershipMember, "aland", "bland", "vnm").standing(workplan.MembershipObserver, "oland").standing(workplan.MembershipGuest, "gland").
		user("admin").is(workplan.RoleAdmin, "").
		user("stranger").is(workplan.RoleCoChair, "other").
		user("chair").is(workplan.RoleCoChair, "wg").
		user("sec").is(workplan.RoleSecretariat, "wg").
		user("reader").is(workplan.RoleReader, "wg").
		user("lead").speaksFor("aland").
		user("colead").speaksFor("bland").
		user("supporter").speaksEverywhereFor("vnm").
		user("observer").speaksFor("oland").
		user("guest").speaksFor("gland").
		user("nobody").
		meeting("wg-1", "wg", 1, "2024-02-20").meeting("wg-2", "wg", 2, "2025-02").meeting("wg-x", "wg", 0, "").
		plan("open-2023", "wg", workplan.AudiencePublic).item("1.1", ledBy("bland")).endorsed("2023-05").
		plan("draft-2027", "wg", workplan.AudienceMembers).item("1.1", ledBy("aland")).item("2.1").
		plan("wg-2024", "wg", workplan.AudienceMembers).
		item("1.1", ledBy("aland"), supportedBy("vnm"), due("2024-02"), about("training")).
		item("1.2", ledBy("aland", "bland"), continuing).
		item("1.3", ledBy("bland"), supportedBy("aland"), forOnly(workplan.AudienceChairs), due("2024-Q4")).
		item("2.1", due("2025")).item("2.10", ledBy("vnm"), about("training", "returns")).
		endorsed("2024-01-15")
}
