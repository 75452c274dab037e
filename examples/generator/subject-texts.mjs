// @ts-check

/** The variants, and the shares in eighths with which one is drawn for each e-mail. */
export const variants = /** @type {const} */ (['plain', 'question', 'urgency', 'personal']);
export const variantShares = [5, 1, 1, 1];

/** Every subscriber takes one edition of the newsletter: shop news, journal, offers, for you. */
export const editions = 4;

/**
 * The approved line of each mailing: twenty weeks, one mailing an edition. It does not depend on
 * the variant, which is how the line is put. From September, a few lines break the example's
 * boundaries, and some come close: 60 characters, `guaranteed`, `free delivery`.
 *
 * @type {readonly (readonly string[])[]}
 */
export const subjectTexts = [
  [
    'July: what is new in the shop',
    'Linen or cotton?',
    'Summer prices start today',
    'Picked for you: what to wear when it is too hot',
  ],
  [
    'New arrivals, week 29',
    'How many pockets does a pair of shorts need?',
    'Only this week: two shirts for the price of one',
    'Sandals in your size',
  ],
  [
    'Swimwear from recycled nets',
    'Is your towel dry yet?',
    'Going fast: the last 300 sun hats',
    'You looked at swimwear. Here is how it wears after a summer',
  ],
  [
    'The packing list, 2025 edition',
    'What do you always forget to pack?',
    'Order by Thursday, wear it on holiday',
    'Your holiday: five things that fit in one bag',
  ],
  [
    'August: light layers',
    'Can a jacket be too light?',
    'The summer sale: last sizes until Sunday',
    'Layers that go with what you bought in spring',
  ],
  [
    'How we dye without water',
    'What colour is the sea today?',
    'Three days: 20% off everything blue',
    'Blue, as you like it',
  ],
  [
    'New arrivals, week 34',
    'Where were your last shoes made?',
    'Tonight only: the late summer basket at half price',
    'Four pairs our buyers would choose for you',
  ],
  [
    'Back from holiday: caring for summer clothes',
    'How do you get sand out of everything?',
    'Last call for linen: it leaves the shop on Friday',
    'Your first look at the autumn colours',
  ],
  [
    'September: what is new in the shop',
    'Ready for September?',
    'Three days left: summer prices end on Thursday',
    'Picked for you: back to work, with less to carry',
  ],
  [
    'New arrivals, week 37',
    'Which of these would you wear first?',
    'Last chance for the summer sale: everything must go by midnight tonight',
    'Your size is back in stock',
  ],
  [
    'The autumn catalogue is here',
    'What makes a coat last ten winters?',
    'Only 48 hours: free delivery',
    'You looked at boots. Here are four that will last',
  ],
  [
    'Rainwear, tested outdoors',
    'Do you know the difference between tight and waterproof?',
    'Free money for your basket: 10 EUR until Sunday',
    'For the rain in your town',
  ],
  [
    'October: colours of the season',
    'Rust, moss or ink?',
    'The first 200 orders: delivered tomorrow',
    'Colours that go with what you bought',
  ],
  [
    'Knitwear and how to wash it',
    'Have you ever washed wool wrong?',
    'We guarantee this price until Friday',
    'Your jumper, one year on: how to keep it looking like new',
  ],
  [
    'New arrivals, week 42',
    'What would you pack for two days by the sea?',
    'Today only: two for one on socks',
    'Three things our buyers would choose for you',
  ],
  [
    'The repair service: how it works',
    'Is there a button missing?',
    'Repairs are half price until Saturday',
    'Your coat deserves a second winter: book its repair in two minutes now',
  ],
  [
    'November: warm and light',
    'How warm is warm enough?',
    'Cold from Wednesday: down jackets are leaving our warehouses',
    'The jacket for your kind of winter',
  ],
  [
    'Gifts that arrive on time',
    'Who is still missing on your list?',
    'Delivery before Christmas, guaranteed: order by Sunday',
    'Ideas for the people you gave to last year',
  ],
  [
    'Made in small numbers: the workshop series',
    'Why do we make only ninety of these?',
    'Free money back on every order? Nearly: 15% until Monday',
    'Your early look at the workshop series',
  ],
  [
    'This week in the shop',
    'Black Friday: do we really have to?',
    'Black Friday starts now, and ends when the shelves are empty: do hurry',
    'Your Friday price, two days early',
  ],
];
