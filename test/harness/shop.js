import { Business } from '../../src/domain/businesses/business.js';
/** A small shop for tests of rules: two receptionists, two experts, two rungs of managers. */
export const SHOP = Business.parse({
    id: 'shop',
    name: 'Brightwick',
    country: 'GB',
    timezone: 'Europe/London',
    numbers: [{ number: '+442079460100', flow: 'main' }],
    greeting: 'Brightwick, how can I help?',
    script: 'Ask for the order number.',
    hours: {},
    queues: [
        { key: 'billing', name: 'Billing', waitTargetSeconds: 40, ringSeconds: 20 },
        { key: 'sales', name: 'Sales', waitTargetSeconds: 60, ringSeconds: 20, strategy: 'ring-all' },
    ],
    staff: [{ person: 'ana', role: 'receptionist', queues: ['billing', 'sales'] }],
    topics: [{ key: 'vat', name: 'VAT', experts: ['priya', 'omar'], answerBy: 'by noon' }],
    authorities: [
        { key: 'refund', name: 'Refund over £50', ladder: [{ name: 'Duty manager', people: ['grace'] }] },
    ],
    managers: [
        { name: 'Duty manager', people: ['grace'] },
        { name: 'Owner', people: ['david'] },
    ],
    recording: { record: 'all', notice: 'Calls are recorded.' },
    dialling: { countries: ['GB'] },
});
export const PEOPLE = [
    { personId: 'ana', queues: ['billing', 'sales'] },
    { personId: 'tom', queues: ['billing', 'sales'] },
    { personId: 'priya', queues: [] },
    { personId: 'omar', queues: [] },
    { personId: 'grace', queues: [] },
    { personId: 'david', queues: [] },
];
//# sourceMappingURL=shop.js.map