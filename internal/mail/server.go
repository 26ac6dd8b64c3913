package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/netip"
	"net/textproto"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"

	"fwptracker/internal/workplan"
)

// Server is an SMTP server and how to speak to it.
type Server struct {
	host           string
	port           int
	user, password string
	implicit       bool // TLS from the first byte
	plain          bool // no TLS asked for
	timeout        time.Duration
}

// sendTime is the most that one attempt may take. It is far less than a mail is leased for.
const sendTime = 30 * time.Second

// ParseServer reads an address: smtp://user:password@host:587 begins in the clear and must turn to TLS before anything is said, smtps:// speaks TLS from
// the first byte. Only a server on this machine, or one whose address ends in ?starttls=never, is spoken to in the clear.
func ParseServer(address string) (*Server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Hostname() == "" || u.Path != "" && u.Path != "/" {
		return nil, errors.New("it must be an address such as smtp://user:password@mail.example.org:587 or smtps://mail.example.org")
	}
	s := &Server{host: u.Hostname(), port: 587, user: u.User.Username(), implicit: u.Scheme == "smtps", timeout: sendTime}
	s.password, _ = u.User.Password()
	if s.implicit {
		s.port = 465
	}
	if text := u.Port(); text != "" {
		if s.port, err = strconv.Atoi(text); err != nil || s.port < 1 || s.port > 65535 {
			return nil, errors.New("the port must be a number from 1 to 65535")
		}
	}
	s.plain = !s.implicit && ofThisMachine(s.host)
	for name, values := range u.Query() {
		if name != "starttls" || len(values) != 1 || values[0] != "never" && values[0] != "always" || s.implicit {
			return nil, errors.New("after the ? there may be starttls=never or starttls=always, for smtp:// only")
		}
		s.plain = values[0] == "never"
	}
	if s.plain && s.user != "" && !ofThisMachine(s.host) {
		return nil, errors.New("a password is not sent in the clear: leave out starttls=never, or the user")
	}
	return s, nil
}

func ofThisMachine(host string) bool {
	at, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && at.IsLoopback()
}

// String is the address without user and password.
func (s *Server) String() string {
	scheme := "smtp"
	if s.implicit {
		scheme = "smtps"
	}
	return scheme + "://" + net.JoinHostPort(s.host, strconv.Itoa(s.port))
}

// send makes one attempt on a connection of its own.
func (s *Server) send(ctx context.Context, msg *gomail.Msg) workplan.MailOutcome {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	var conn net.Conn
	client, err := s.client(&conn)
	if err != nil {
		return workplan.MailOutcome{State: workplan.MailFailed, Reason: err.Error()}
	}
	speaking, err := client.DialToSMTPClientWithContext(ctx)
	if conn != nil {
		defer conn.Close()
	}
	if err != nil {
		return workplan.MailOutcome{State: workplan.MailFailed, Reason: "the server cannot be spoken to: " + err.Error()}
	}
	err = client.SendWithSMTPClient(speaking, msg)
	outcome := outcomeOf(msg, err)
	_ = client.CloseWithSMTPClient(speaking) // whether it says goodbye or not, it has answered
	return outcome
}

// client speaks to the server on a connection that it leaves in conn, for closing it whatever happens.
func (s *Server) client(conn *net.Conn) (*gomail.Client, error) {
	policy, secure := gomail.TLSMandatory, &tls.Config{ServerName: s.host, MinVersion: tls.VersionTLS12}
	if s.plain {
		policy = gomail.NoTLS
	}
	options := []gomail.Option{gomail.WithPort(s.port), gomail.WithTimeout(s.timeout), gomail.WithTLSPolicy(policy), gomail.WithTLSConfig(secure),
		gomail.WithDialContextFunc(func(ctx context.Context, network, address string) (net.Conn, error) {
			c, err := (&net.Dialer{}).DialContext(ctx, network, address)
			if err == nil && s.implicit {
				c = tls.Client(c, secure)
			}
			if err == nil {
				*conn = c
			}
			return c, err
		})}
	if s.implicit {
		options = append(options, gomail.WithSSL())
	}
	if s.user != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.user), gomail.WithPassword(s.password))
		if s.plain {
			options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthPlainNoEnc))
		}
	}
	return gomail.NewClient(s.host, options...)
}

// outcomeOf judges how the server answered. Until the whole mail has been handed over nothing was delivered, and another attempt does no harm; a
// connection that breaks after that, before the server has said yes or no, leaves it uncertain. Only a recipient that is refused for good is given
// up: that the sender or the text is refused is for the operator to mend.
func outcomeOf(msg *gomail.Msg, err error) workplan.MailOutcome {
	var failed *gomail.SendError
	var answered *textproto.Error
	switch {
	case err == nil || msg.IsDelivered():
		return workplan.MailOutcome{State: workplan.MailSent}
	case !errors.As(err, &failed):
		return workplan.MailOutcome{State: workplan.MailFailed, Reason: err.Error()}
	case failed.Reason == gomail.ErrSMTPDataClose && failed.ErrorCode() == 0 && !errors.As(err, &answered):
		return workplan.MailOutcome{State: workplan.MailUncertain, Reason: "the connection broke before the server said whether it took the mail"}
	case failed.Reason == gomail.ErrSMTPRcptTo && failed.ErrorCode() >= 500:
		return workplan.MailOutcome{State: workplan.MailGivenUp, Reason: "the server refuses the recipient: " + failed.Error()}
	default:
		return workplan.MailOutcome{State: workplan.MailFailed, Reason: failed.Error()}
	}
}
