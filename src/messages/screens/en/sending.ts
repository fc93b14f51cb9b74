/** Words of “Settings › Sending”. */
export const sending = {
  sending: {
    back: 'Back to reminders',
    mode: {
      trial: 'Trial: nothing leaves',
      trialHint:
        'E-mails are written and can be read, but none leaves Relances. Only the tests you send yourself do.',
      live: 'E-mails leave',
      liveHint: 'Confirmed reminders leave by the accounts below, in the hours chosen.',
      open: 'Open sending',
      close: 'Back to the trial',
      openTitle: 'Open the sending of {{company}}',
      openLead:
        'From now on the e-mails of confirmed reminders really go to your customers. Messages written during the trial will not leave.',
      opened: 'Sending is open',
      closed: 'Nothing leaves any more',
      notReady: 'Add an account first, and send yourself a test.',
    },
    accounts: {
      title: 'Sending accounts',
      hint: 'Your e-mails leave by your own mailbox, as if you had written them.',
      empty: 'No sending account',
      emptyHint:
        'Give the address of your mailbox: Relances finds the server, tries it, and tells you what is wrong.',
      add: 'Add an account',
      edit: 'Change',
      editNamed: 'Change {{label}}',
      remove: 'Remove',
      makeDefault: 'Send by this account',
      isDefault: 'default',
      check: 'Check the connection',
      test: 'Send me a test',
      actions: 'Other actions for {{label}}',
      ready: 'Connected on {{when}}',
      never: 'Never tried',
      rate: 'At most {{perMinute}} messages a minute, {{perHour}} an hour',
      serverSaid: 'Answer of the server: {{answer}}',
      removeTitle: 'Remove the account {{label}}',
      removeLead: 'Its password is forgotten. Levels that send by this account send by the default one.',
      removeLast: 'It is the last account: sending goes back to the trial, nothing leaves any more.',
      removed: 'The account is removed',
      checked: 'The server accepted the connection',
      chosen: 'E-mails leave by {{label}}',
      saved: 'The account is saved',
    },
    test: {
      title: 'Test sent',
      accepted:
        'The server took the message for {{to}}. If it does not come, look in the junk folder, then check your domain.',
      later:
        'The server makes strangers wait (greylisting): the message will pass later. Try again in a few minutes.',
      refused: 'The server refused the message for {{to}}.',
      ambiguous: 'The link was lost before the answer: the message may have left. See whether {{to}} has it.',
      failed: 'The message has not left',
    },
    domain: {
      open: 'Check my domain',
      title: 'The domain {{domain}}',
      lead: 'What mailboxes read of your domain before they take your e-mails. It is set where your domain name is managed.',
      ofHost: 'This address is of a provider: it takes care of this domain, you have nothing to do.',
      record: 'Read in the DNS',
      what: { spf: 'SPF: who may send', dkim: 'DKIM: the signature', dmarc: 'DMARC: the policy' },
      weight: { good: 'in order', warning: 'to be seen to', bad: 'to be corrected' },
      finding: {
        'spf-good': 'Your domain says that your host may send for you.',
        'spf-lacks-host':
          'Your domain does not name your host: your e-mails may go to junk. Add “include:{{detail}}” to this record.',
        'spf-unsure': 'There is a record, but it refers to others: ask your host whether it is in them.',
        'spf-none':
          'Your domain does not say who may send for it: your e-mails may go to junk. Ask your host which SPF record to add.',
        'spf-several': 'Your domain has several SPF records: mailboxes take one only, join them.',
        'spf-open': 'Your domain lets anybody send in your name: replace “all” by “-all” or “~all”.',
        'spf-many-lookups':
          'This record calls for more than ten others: mailboxes stop reading it. Shorten it.',
        'dkim-good': 'A signing key is published (selector “{{detail}}”): your e-mails can be signed.',
        'dkim-not-found':
          'No key under the usual names: your host may use another one. Check that DKIM is on there.',
        'dkim-revoked':
          'The key published (selector “{{detail}}”) is empty, hence withdrawn: switch DKIM on at your host.',
        'dmarc-enforced': 'Your domain asks to set aside what you have not signed.',
        'dmarc-watches':
          'Your domain watches and sets nothing aside (p=none): it is a start; go to “quarantine” once all is in order.',
        'dmarc-none':
          'Your domain has no DMARC policy: Google and Microsoft ask for one from who writes a lot. Begin with “v=DMARC1; p=none”.',
        'dmarc-several': 'Your domain has several DMARC policies: none is followed, keep one.',
        unknown: 'The DNS has not answered: try again later.',
      },
    },
    form: {
      addTitle: 'Add a sending account',
      editTitle: 'Change the account {{label}}',
      fromAddress: 'E-mail address',
      fromAddressHint: 'The one your customers see, and answer.',
      fromName: 'Name shown',
      fromNameHint: 'Such as “Oak Joinery, accounts”.',
      label: 'Name of the account in Relances',
      server: 'Sending server',
      host: 'Server (SMTP)',
      port: 'Port',
      security: 'Encryption',
      securities: { tls: 'TLS (465)', starttls: 'STARTTLS (587)', none: 'None (internal network)' },
      userName: 'User name',
      userNameHint: 'Often the whole address; empty for an internal server that asks for none.',
      password: 'Password',
      passwordKept: 'Empty: the one that is kept.',
      passwordHint: 'Kept encrypted in this installation, and shown to nobody.',
      pace: 'Pace',
      perMinute: 'Messages a minute, at most',
      perHour: 'Messages an hour, at most',
      paceHint: 'Each host has its limits; beyond them it blocks the mailbox.',
      known: 'Settings of {{host}}, to be checked with your host if they are refused.',
      unsure: 'Unknown host: these settings are a guess, check them.',
      save: 'Try and save',
      keepAnyway: 'Save anyway',
      problemTitle: 'The account could not connect',
    },
    problem: {
      'host-unknown':
        'This server does not exist: check its name, or whether this computer reaches the Internet.',
      'port-closed':
        'The server exists, but nothing listens on this port: try 465 with TLS, or 587 with STARTTLS.',
      'no-answer': 'The server does not answer: it is down, or a firewall blocks this port.',
      'link-lost':
        'The link with the server was cut. Try again; if it happens again, check the port and the encryption.',
      'not-a-mail-server':
        'What answers there is no sending server, or refuses to talk to you: check the server and the port.',
      certificate:
        'The certificate of the server is not valid for this name, or nobody vouches for it. Take the server name your host gives.',
      encryption:
        'The server and Relances do not agree on the encryption: TLS goes with port 465, STARTTLS with port 587.',
      'clear-password':
        'Without encryption the password would cross the network in clear: choose TLS or STARTTLS.',
      'password-refused':
        'The server refuses the user name or the password. The user name is often the whole address.',
      'password-sign-in-off':
        'Microsoft takes no password for this mailbox any more (5.7.30). Add a Microsoft 365 account, which sends with your consent; meanwhile your Microsoft administrator can switch “authenticated SMTP” on again for it.',
      'app-password-needed':
        'Google asks for an app password: make one in your Google account (Security), or add a Google account, which sends with your consent.',
      'sign-in-needed': 'The server asks for a user name and a password.',
      'no-secret': 'The password is not kept here, or comes from another installation: give it again.',
      'consent-lost': 'The consent given to Relances has ended or was withdrawn: give it again.',
      'consent-refused':
        'The provider refuses the consent: check the application and the rights it asks for.',
      'provider-unreachable': 'The provider does not answer. Try again in a few minutes.',
      'sender-refused':
        'The server refuses this sender: it must be the address of the mailbox, or one the mailbox may use.',
      quota: 'The sending quota of the mailbox is reached: messages wait. Slow this account down.',
      busy: 'The server is busy and asks to wait. Try again in a few minutes.',
    },
    settings: {
      title: 'How e-mails leave',
      hours: 'Sending hours',
      hoursHint: 'On the open days of the procedure only.',
      from: 'From',
      until: 'Until',
      wrongTime: 'Write a time such as 08:30.',
      wrongOrder: 'The end must come after the beginning.',
      replyTo: 'Replies to',
      replyToHint: 'Where your customers answer; empty: the address of the account.',
      wrongAddress: 'Write an address such as accounts@example.com.',
      wrongCopies: 'Five addresses at most, separated by commas.',
      signature: 'Signature',
      signatureHint: 'The end of each e-mail: department, telephone, hours.',
      levels: 'By level',
      levelsHint:
        'A copy goes with each message of the level, unseen by the customer: it serves as a proof, or keeps somebody informed.',
      account: 'Account',
      defaultAccount: 'The default one',
      copyTo: 'Copy to',
      unsaved: 'Unsaved changes',
      saved: 'The sending settings are saved',
      reload: 'Take the current settings',
    },
  },
} as const
